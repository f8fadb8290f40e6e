select (1,
