select 1,
  2,
  nope;
