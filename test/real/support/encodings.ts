/** SQL that converts characters from each encoding to UTF8 and back, errors included, and makes one text of all. */

export const encodings = [
  ...['BIG5', 'EUC_CN', 'EUC_JIS_2004', 'EUC_JP', 'EUC_KR', 'EUC_TW', 'GB18030', 'GBK', 'JOHAB', 'SJIS'],
  ...['SHIFT_JIS_2004', 'UHC', 'KOI8R', 'KOI8U', 'LATIN1', 'LATIN2', 'LATIN3', 'LATIN4', 'LATIN5', 'LATIN6'],
  ...['LATIN7', 'LATIN8', 'LATIN9', 'LATIN10', 'ISO_8859_5', 'ISO_8859_6', 'ISO_8859_7', 'ISO_8859_8'],
  ...['WIN1250', 'WIN1251', 'WIN1252', 'WIN1253', 'WIN1254', 'WIN1255', 'WIN1256', 'WIN1257', 'WIN1258'],
  ...['WIN866', 'WIN874'],
]

/** Each gives how many conversions went well, and a hash over all. An error costs time: many characters are left out. */
export const encodingFunctions = [
  `CREATE FUNCTION from_encoding(encoding text) RETURNS text LANGUAGE plpgsql AS $$
  DECLARE
    hash text := ''; fine int := 0; said text; bytes bytea;
  BEGIN
    FOR one IN 128 .. 255 LOOP
      FOR two IN 0 .. 255 LOOP
        CONTINUE WHEN two % 11 <> one % 11 AND two <> 1;
        bytes := set_byte('\\x00'::bytea, 0, one);
        IF two <> 1 THEN bytes := bytes || set_byte('\\x00'::bytea, 0, two); END IF;
        -- Characters of four bytes begin so.
        IF two % 3 = 0 AND one IN (129, 132, 142, 143) THEN bytes := bytes || '\\xa1b0'::bytea; END IF;
        BEGIN
          said := convert_from(bytes, encoding);
          fine := fine + 1;
        EXCEPTION WHEN others THEN said := SQLSTATE || SQLERRM;
        END;
        hash := md5(hash || said);
      END LOOP;
    END LOOP;
    RETURN fine || ' ' || hash;
  END $$`,
  `CREATE FUNCTION to_encoding(encoding text) RETURNS text LANGUAGE plpgsql AS $$
  DECLARE
    hash text := ''; fine int := 0; said text;
  BEGIN
    FOR code IN 128 .. 66000 LOOP
      CONTINUE WHEN code BETWEEN 55296 AND 57343 OR (code > 600 AND code % 37 <> 0 AND code NOT BETWEEN 12352 AND 12352 + 100);
      -- Some encodings have one character for a letter and the mark behind it.
      FOREACH said IN ARRAY ARRAY[chr(code), chr(code) || chr(768 + code % 3), chr(code) || chr(12442)] LOOP
        BEGIN
          said := convert_to(said, encoding)::text;
          fine := fine + 1;
        EXCEPTION WHEN others THEN said := SQLSTATE || SQLERRM;
        END;
        hash := md5(hash || said);
      END LOOP;
    END LOOP;
    RETURN fine || ' ' || hash;
  END $$`,
]
