create function one() returns int begin atomic select case when true then 1 else 2 end; end; select 1;
CREATE OR REPLACE PROCEDURE p(begin int)
BEGIN ATOMIC
  INSERT INTO t VALUES (begin);

  SELECT 1; -- two
END;
begin; select 1; end; select $a$ begin; $b$ $a$; create table x (a int); select 'x'
