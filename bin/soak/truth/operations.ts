/** Statements by chance: what the sessions of a schedule do. */
import type { Random } from '../random.ts'
import { elsewhere, lasting } from './tables.ts'

export interface Operation {
  sql: string
  /** What COPY FROM STDIN gets. */
  data?: string
}

/** What a schedule is about: half of them lead to states in which nobody can ask. */
export type Mood = 'free' | 'locked' | 'failed' | 'waiting'

export const moods: readonly Mood[] = ['free', 'locked', 'free', 'failed', 'free', 'waiting']

/** `savepoints`: how many the session has set; `isElsewhere`: it works in the second database. */
export interface Situation {
  status: 'I' | 'T' | 'E'
  savepoints: number
  isElsewhere: boolean
  mood: Mood
}

/** What a session does next. */
export function operation(random: Random, situation: Situation): Operation {
  const { status, savepoints, mood } = situation
  const name = () => `s${random.between(1, savepoints)}`
  const chance = random.between(1, 100)
  if (status === 'E') {
    if (chance < 45 && savepoints > 0) return { sql: `ROLLBACK TO ${name()}` }
    if (chance < 55) return { sql: 'COMMIT' }
    return chance < 70 ? change(random, situation) : { sql: 'ROLLBACK' }
  }
  if (status === 'I') {
    if (chance < 60) return { sql: begin(random) }
    if (chance < 86) return change(random, situation)
    return chance < 91 ? definition(random, situation) : upkeep(random, situation)
  }
  if (mood === 'locked' && chance < 12) return definition(random, situation)
  if (mood === 'failed' && chance < 12) return mistake(random)
  if (mood === 'waiting' && chance < 12) return { sql: everything(random, situation) }
  if (chance < 62) return change(random, situation)
  if (chance < 71) return { sql: `SAVEPOINT s${savepoints + 1}` }
  if (chance < 78 && savepoints > 0) return { sql: `ROLLBACK TO ${name()}` }
  if (chance < 82 && savepoints > 0) return { sql: `RELEASE ${name()}` }
  if (chance < 85) return definition(random, situation)
  return {
    sql: random.pick(['COMMIT', 'COMMIT', 'COMMIT', 'ROLLBACK', 'COMMIT AND CHAIN', 'ROLLBACK AND CHAIN']),
  }
}

function begin(random: Random): string {
  return random.pick([
    'BEGIN',
    'BEGIN',
    'BEGIN ISOLATION LEVEL REPEATABLE READ',
    'BEGIN ISOLATION LEVEL REPEATABLE READ',
    'BEGIN ISOLATION LEVEL SERIALIZABLE',
    'BEGIN; SET TRANSACTION ISOLATION LEVEL SERIALIZABLE, READ ONLY',
  ])
}

/** Locks that let others wait. */
function everything(random: Random, { isElsewhere }: Situation): string {
  const table = random.pick(isElsewhere ? elsewhere : lasting)
  return random.pick([
    `SELECT id FROM ${table} FOR UPDATE`,
    `UPDATE ${table} SET v = 'a'`,
    `LOCK TABLE ${table}`,
  ])
}

function mistake(random: Random): Operation {
  return {
    sql: random.pick(['SELECT 1 / 0', 'SELECT nothing', `INSERT INTO public.t (id) VALUES (1), ('x')`]),
  }
}

function change(random: Random, { isElsewhere }: Situation): Operation {
  return isElsewhere ? farChange(random) : nearChange(random)
}

function farChange(random: Random): Operation {
  const id = random.between(1, 40)
  return {
    sql: random.pick([
      `INSERT INTO public.t VALUES (${id}, 'new ${id}')`,
      `INSERT INTO public.t SELECT g, 'many' FROM generate_series(${id + 40}, ${id + 50}) g ON CONFLICT DO NOTHING`,
      `UPDATE public.t SET v = v || '!' WHERE id BETWEEN ${id} AND ${id + 5}`,
      `DELETE FROM public.t WHERE id = ${id}`,
      'SELECT 1 / 0',
    ]),
  }
}

function nearChange(random: Random): Operation {
  const id = random.between(1, 40)
  const big = () =>
    `(SELECT string_agg(md5((${id} + g)::text), '') FROM generate_series(1, ${random.pick([2, 40, 150, 300])}) g)`
  const sql = random.pick<() => string>([
    () =>
      `INSERT INTO public.t (id, v, q, b) VALUES (${id}, 'i${random.between(1, 99)}', ${random.between(1, 9999) / 8}, ${random.pick(['true', 'false', 'NULL'])})`,
    () =>
      `INSERT INTO public.t (id, v, q) SELECT g, repeat('y', ${random.between(0, 300)}), g * 3 FROM generate_series(${id}, ${id + random.between(0, 12)}) g`,
    () => `INSERT INTO public.t (id, v) VALUES (${id}, 'a'), (${id}, 'b'), (1 / (${id} % 3), 'c')`,
    () => `UPDATE public.t SET v = 'u${random.between(1, 999)}' WHERE id = ${id}`,
    () => `UPDATE public.t SET q = q - 1 WHERE id BETWEEN ${id} AND ${id + random.between(0, 20)}`,
    () => `UPDATE public.t SET id = id + 1, b = NOT b WHERE id > ${id + 20}`,
    () => `UPDATE public.t SET v = ${big()} WHERE id = ${id}`,
    () => `INSERT INTO public.t (id, v) VALUES (${id}, ${big()})`,
    () => `DELETE FROM public.t WHERE id = ${id}`,
    () => `DELETE FROM public.t WHERE id BETWEEN ${id} AND ${id + 6}`,
    () =>
      `WITH gone AS (DELETE FROM public.t WHERE id = ${id} RETURNING id) INSERT INTO public.t (id, v) SELECT id + 100, 'moved' FROM gone`,
    () => `UPDATE public.pre SET v = v || '!' WHERE id = ${id}`,
    () =>
      `UPDATE public.pre SET q = q + 1, j = jsonb_build_object('id', id), r = r || id WHERE id BETWEEN ${id} AND ${id + 5}`,
    () => `DELETE FROM public.pre WHERE id BETWEEN ${id} AND ${id + 2}`,
    () =>
      `INSERT INTO public.pre (id, v) VALUES (${id + 30}, 'n') ON CONFLICT (id) DO UPDATE SET v = 'conflict', d = '2027-02-03'`,
    () => `INSERT INTO public.pre (id, v) VALUES (${id + 40}, 'n') ON CONFLICT DO NOTHING`,
    () =>
      `MERGE INTO public.pre USING (VALUES (${id}, 'x'), (${id + 50}, 'y')) s (i, w) ON pre.id = s.i WHEN MATCHED AND pre.id % 5 = 0 THEN DELETE WHEN MATCHED THEN UPDATE SET v = w WHEN NOT MATCHED THEN INSERT (id, v) VALUES (i, w)`,
    () =>
      `UPDATE other.t SET v = '${random.pick(['a', 'b', 'c', 'none'])}' WHERE id BETWEEN ${id - 3} AND ${id}`,
    () => `INSERT INTO other.t VALUES (${id}, 'b')`,
    () => `DELETE FROM other.t WHERE id = ${id}`,
    () => `UPDATE public.part SET v = v || '.' WHERE id BETWEEN ${id} AND ${id + 8}`,
    () => `UPDATE public.part SET id = id + ${random.pick([1, 20, 60])} WHERE id = ${id}`,
    () => `INSERT INTO public.part SELECT g, 'new' FROM generate_series(${id}, ${id + 3}) g`,
    () => `DELETE FROM public.part WHERE id > ${id + 10}`,
    () => `INSERT INTO public.made_${random.between(1, 2)} VALUES (${id}, 'x')`,
    () => `UPDATE public.made_${random.between(1, 2)} SET n = n + 1`,
    () =>
      `DO $$ BEGIN INSERT INTO public.t (id, v) VALUES (${id}, 'do'); BEGIN UPDATE public.t SET v = 'sub' WHERE id = ${id}; PERFORM 1 / 0; EXCEPTION WHEN division_by_zero THEN INSERT INTO public.t (id, v) VALUES (${id}, 'caught'); END; END $$`,
    () =>
      `DO $$ BEGIN FOR i IN 1 .. 4 LOOP BEGIN INSERT INTO public.pre (id, v) VALUES (${id} + i * 17, 'loop'); EXCEPTION WHEN unique_violation THEN UPDATE public.pre SET v = 'met' WHERE id = ${id} + i * 17; END; END LOOP; END $$`,
    () =>
      `INSERT INTO public.t (id, v) VALUES (${id}, 'm1'); UPDATE public.t SET v = 'm2' WHERE id = ${id}; SELECT 1 / (${id} % 3)`,
    () => `SELECT id FROM public.t WHERE id > ${id} FOR UPDATE`,
    () =>
      `SELECT id FROM public.pre WHERE id BETWEEN ${id} AND ${id + 3} FOR ${random.pick(['SHARE', 'KEY SHARE', 'NO KEY UPDATE'])}`,
    () => mistake(random).sql,
    () => 'copy',
  ])()
  if (sql !== 'copy') return { sql }
  const lines = Array.from({ length: random.between(1, 20) }, (_, at) => `${id + at}\tcopied ${at}\n`)
  return { sql: `COPY public.${random.pick(['t', 'pre', 't'])} (id, v) FROM STDIN`, data: lines.join('') }
}

function definition(random: Random, { isElsewhere }: Situation): Operation {
  const column = () => `c${random.between(1, 3)}`
  const near = random.pick<() => string>([
    () => `ALTER TABLE public.t ADD COLUMN ${column()} int DEFAULT ${random.between(1, 99)}`,
    () => `ALTER TABLE public.t ADD COLUMN ${column()} text`,
    () => `ALTER TABLE public.t ADD COLUMN ${column()} numeric DEFAULT changing()`,
    () =>
      `ALTER TABLE public.t ALTER COLUMN ${column()} TYPE ${random.pick(['text', 'bigint USING 5', 'numeric USING 1.25'])}`,
    () => `ALTER TABLE public.t DROP COLUMN ${column()}`,
    () => `ALTER TABLE public.t RENAME COLUMN ${column()} TO ${column()}`,
    () => 'TRUNCATE public.t',
    () => 'TRUNCATE public.t, public.part',
    () => 'TRUNCATE other.t',
    () => `LOCK TABLE ${random.pick(lasting)}`,
    () => `LOCK TABLE ${random.pick(lasting)}`,
    () => `CREATE TABLE public.made_${random.between(1, 2)} (n int PRIMARY KEY, w text)`,
    () => `DROP TABLE IF EXISTS public.made_${random.between(1, 2)}`,
    () => `CREATE INDEX ON public.t (v)`,
    () => `ALTER TABLE public.pre ALTER COLUMN q TYPE numeric(12, ${random.between(1, 3)})`,
  ])()
  return { sql: isElsewhere ? random.pick(['TRUNCATE public.t', 'LOCK TABLE public.t']) : near }
}

/** What a session does between transactions. */
function upkeep(random: Random, { isElsewhere }: Situation): Operation {
  const table = random.pick(isElsewhere ? elsewhere : lasting)
  const sql = random.pick<() => string>([
    () => `VACUUM ${random.once(5) ? '' : '(TRUNCATE off)'} ${table}`,
    () => `VACUUM (TRUNCATE off) ${table}`,
    () => `VACUUM (FREEZE, TRUNCATE off) ${table}`,
    () => `VACUUM FULL ${table}`,
    () => (isElsewhere ? 'VACUUM' : 'CLUSTER public.pre USING pre_pkey'),
    () => 'CHECKPOINT',
    () => 'SELECT pg_switch_wal()',
    () => (isElsewhere ? 'CHECKPOINT' : `CALL steps(${random.between(1, 40)})`),
    () => (isElsewhere ? 'CHECKPOINT' : `CALL steps(${random.between(1, 40)})`),
    () =>
      `DO $$ BEGIN FOR i IN 1 .. 3 LOOP UPDATE ${table} SET v = 'c' WHERE id = i; COMMIT; END LOOP; END $$`,
  ])()
  return { sql }
}
