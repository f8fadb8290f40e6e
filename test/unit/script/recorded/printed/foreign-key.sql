create table parent(id int primary key); create table child(p int references parent);
insert into parent values (1); insert into child values (1);
delete from parent;
