create function f(i int) returns int language plpgsql as $$ begin if i = 3 then raise exception 'no %', i using detail = 'some detail', hint = 'a hint'; end if; raise notice 'n %', i; return i; end $$;
select f(x) from generate_series(1,2) x;
select f(x) from generate_series(1,5) x;
