set standard_conforming_strings = off;
set escape_string_warning = on;
select 'a\'b';
select '\\';
