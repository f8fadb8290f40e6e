drop table if exists nix; create table if not exists a(x int); create table if not exists a(x int); create table c(x serial, check (x > 0)); insert into c values (-1);
