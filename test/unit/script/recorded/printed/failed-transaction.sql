begin;
select 1/0;
select 1;
