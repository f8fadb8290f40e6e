/** The tables of a schedule: some that last, some that come and go, two of one name, partitions, a second database. */

/** Tables that each session looks at; those that come and go are not among them. */
export const lasting = ['public.t', 'public.pre', 'other.t', 'public.part'] as const
export const passing = ['public.made_1', 'public.made_2'] as const
/** In the second database. */
export const elsewhere = ['public.t'] as const

/** Makes what the statements below need; the second part for the second database. */
export const setup = `
  CREATE SCHEMA other;
  CREATE TABLE other.t2 (v text PRIMARY KEY);
  INSERT INTO other.t2 VALUES ('a'), ('b'), ('c');
  CREATE TABLE public.t (id int, v text, q numeric(14,3), b bool);
  CREATE TABLE public.pre (id int PRIMARY KEY, v text, q numeric, d date DEFAULT '2026-01-01', j jsonb DEFAULT '{"a": 1}', r int[] DEFAULT '{1,2}');
  CREATE TABLE other.t (id int PRIMARY KEY, v text REFERENCES other.t2 (v), n bigint GENERATED ALWAYS AS (id * 2) STORED);
  CREATE TABLE public.part (id int PRIMARY KEY, v text) PARTITION BY RANGE (id);
  CREATE TABLE public.part_low PARTITION OF public.part FOR VALUES FROM (0) TO (20);
  CREATE TABLE public.part_high PARTITION OF public.part FOR VALUES FROM (20) TO (40);
  CREATE TABLE public.part_rest PARTITION OF public.part DEFAULT;
  CREATE FUNCTION changing() RETURNS numeric VOLATILE LANGUAGE plpgsql AS $$ BEGIN RETURN 1.5; END $$;
  CREATE PROCEDURE steps(base int) LANGUAGE plpgsql AS $$
  BEGIN
    FOR i IN 1 .. 3 LOOP
      INSERT INTO public.t (id, v) VALUES (base + i, 'step ' || i);
      UPDATE other.t SET v = 'a' WHERE id = base + i;
      IF i = 2 THEN ROLLBACK; ELSE COMMIT; END IF;
      DELETE FROM public.t WHERE id = base;
    END LOOP;
  END $$;
  INSERT INTO public.pre SELECT i, 'v' || i, i * 1.5 FROM generate_series(1, 60) i;
  INSERT INTO other.t SELECT i, 'a' FROM generate_series(1, 20) i;
  INSERT INTO public.part SELECT i, 'p' || i FROM generate_series(1, 45) i;
  INSERT INTO public.t SELECT i, 'first', i, i % 2 = 0 FROM generate_series(1, 20) i`

export const setupElsewhere = `CREATE TABLE public.t (id int PRIMARY KEY, v text); INSERT INTO public.t SELECT i, 'far ' || i FROM generate_series(1, 20) i`
