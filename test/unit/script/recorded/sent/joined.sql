begin\; select 1\;

commit; select a[1\:2], b[1:2], :name, :'text', :"ident", c::int; create function f() begin atomic select 1; end\; begin; x;
select 1 +/* ; */-2, e'\';', U&"a;""b", 1..2, $1$$;$$, 0x1F$a$, '$$;
' ; select ((1;2)); ) ; select 3 \echo a ; b
 , 4;
