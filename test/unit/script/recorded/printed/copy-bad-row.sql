create table t(a int);
copy t from stdin;
1
x
\.
select 1;
