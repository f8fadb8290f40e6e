-- leading comment

/* block */ -- trailing after block
SELECT 1

-- inner

, 2 -- c
;  ; SELECT 'a

b', $$ x

y$$, (1

), "a

b"
/* c

d */
; 
  -- x
  SELECT :foo, a[1:2], 'x'::text, :'foo', :"bar"; select 3
-- tail

/* tail */
