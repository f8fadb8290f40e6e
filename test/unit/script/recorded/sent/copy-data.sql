copy t from stdin; select 'after the data',
1	one

2	; \n select
\.

 'on the next line';
copy t from stdin;
\.
select 2
