do $$ begin execute 'select 1 + nope'; end $$;
