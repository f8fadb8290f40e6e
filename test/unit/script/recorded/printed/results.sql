select 1 as a, 'x' as "long header name", 12.5 as n, true as b, null as nothing, ''::text as e;
select E'a\nb' as "two\nlines", E'tab\there\ttoo' t, 1 one, E'cr\rx\x01\x7f' c;
select E'first\nsecond' as "multi
header", E'1\n2\n3' as x, 5 as n;
select '日本語' as "wide", 'e' || U&'\0301' as comb, '😀' as emoji, U&'\0085' as ctl, 'naïve' as acc;
select;
select from generate_series(1,3);
select 1 where false;
create table t (id int primary key, name text);
insert into t values (1, 'a'), (2, 'b') returning *;
insert into t values (3, 'c');
update t set name = 'z' where id < 3 returning id;
delete from t where id = 3 returning *;
merge into t using (values (1)) v(id) on t.id = v.id when matched then update set name = 'm';
copy t to stdout;
copy t from stdin;
7	seven
8	\N
\.
table t;
select * into t2 from t;
create table t3 as select * from t;
explain (costs off) select * from t where id = 1;
show search_path;
do $$ begin raise notice 'hello'; raise warning 'careful' using detail = 'd', hint = 'h'; end $$;
select id, name from t order by id \; select 2; ;
begin; select 1; commit;
values (1,2),(3,4);
select 1 as x, 2 as x;
select array[1,2,3], '{"a": 1}'::jsonb, now() > '2000-01-01', interval '1 day', 1::money, 2::oid, 1::int2;
