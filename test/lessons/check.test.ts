/** `lessons check` on real servers: what it finds, what it writes, how it ends. */
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runProcess } from '../../bin/child-process.ts'
import * as exerciseRules from '../../bin/lessons/exercise-rules.ts'
import * as rules from '../../bin/lessons/rules.ts'
import * as waitRules from '../../bin/lessons/wait-rules.ts'
import { lessonWith, lessonWithSessions } from '../../lib/lesson/rules/example.ts'
import { projectRoot, runLessons, workplace } from './command.ts'

const right = lessonWith('```sql\nSELECT 1 AS one;\n```\n\n```output\n one\n-----\n   1\n(1 row)\n```')
const wrong = right.replace('   1\n', '   2\n')

describe('rules', () => {
  const all = [...Object.values(rules), ...Object.values(waitRules), ...Object.values(exerciseRules)]
  const withExamples = all.filter(({ shown }) => shown !== '')

  test.each(withExamples)('$name', async ({ example, shown, severity }) => {
    const { lessons } = workplace({ 'example.md': example })
    const limit = example.includes('pg_sleep') ? ['--limit', '1'] : []
    const { code, stdout } = await lessons('check', 'example.md', ...limit)
    expect(stdout.split('\n').slice(0, -3).join('\n')).toBe(
      shown.replaceAll('lessons/example.md', 'example.md'),
    )
    expect(code).toBe(severity === 'error' ? 1 : 0)
  })
})

test('cells of Python are compared by what they print and return; what they share lasts to the end', async () => {
  const cell = (text: string, output: string) =>
    `\`\`\`python\n${text}\n\`\`\`\n\n\`\`\`output\n${output}\n\`\`\``
  const { lessons } = workplace({
    'a.md': lessonWith(
      [
        cell(
          'import sys\nx = 41\nprint("one", end="")\nprint("not this", file=sys.stderr)\nx + 1',
          'one\n42',
        ),
        '```python error=ZeroDivisionError\nx / 0\n```',
        cell('x', '40'),
      ].join('\n\n'),
    ),
  })
  const { stdout } = await lessons('check', 'a.md')
  expect(stdout).toMatch(/^a\.md:27:1: error: output differs\n {2}detail: expected "40"\n {4}found {4}"41"\n/)
  expect(stdout).toContain('a.md: 3 cells run, 1 error\n')
})

describe('a lesson', () => {
  test('that is right', async () => {
    const { lessons } = workplace({ 'a.md': right })
    expect(await lessons('check', 'a.md')).toEqual({
      code: 0,
      stdout: 'a.md: 1 cell run, ok\n1 lesson, 1 cell: all as written\n',
      stderr: '',
    })
  })

  test('that cannot be read is not run, and does not keep others from it', async () => {
    const { lessons } = workplace({ 'a.md': right.replace('sql', 'sql sesion=x'), 'b.md': right })
    const { code, stdout } = await lessons('check', 'a.md', 'b.md')
    expect(stdout).toContain('a.md:5:8: error: unrecognized attribute "sesion"\n')
    expect(stdout).toContain('b.md: 1 cell run, ok\n')
    expect(stdout).toMatch(/1 lesson, 1 cell: 1 error\n$/)
    expect(code).toBe(1)
  })

  test('goes on after a difference, and ends at an error that nobody expects', async () => {
    const body = ['SELECT 1;', 'SELECT nothing;', 'SELECT 2;'].map((sql) => `\`\`\`sql\n${sql}\n\`\`\``)
    const { lessons } = workplace({
      'a.md': lessonWith(`${body[0]}\n\n\`\`\`output\n?\n\`\`\`\n\n${body.slice(1).join('\n\n')}`),
    })
    const { stdout } = await lessons('check', 'a.md')
    expect(stdout).toContain('a.md:10:1: error: output differs\n')
    expect(stdout).toContain(
      'a.md:14:8: error: cell fails with 42703\n  detail: column "nothing" does not exist\n',
    )
    expect(stdout).toContain('a.md: 2 cells run, 1 cell below not run, 2 errors\n')
  })

  test('expects an error, and what was before it in the cell stands', async () => {
    const body =
      '```sql error=22012\nCREATE TABLE t ();\nSELECT 1 / 0;\n```\n\n```sql\nDROP TABLE t;\n```\n\n```output\nDROP TABLE\n```'
    const { lessons } = workplace({ 'a.md': lessonWith(body) })
    expect((await lessons('check', 'a.md')).code).toBe(0)
  })

  test('has sessions of its own roles and databases, and each lesson has a server of its own', async () => {
    const body = [
      '```sql session=postgres\nCREATE ROLE alice LOGIN;\nCREATE ROLE bob LOGIN;\nCREATE DATABASE shop OWNER alice;\n```',
      '```sql\nCREATE TABLE stock ();\nSELECT current_user, current_database();\n```\n\n```output\n…\n alice        | shop\n(1 row)\n```',
      '```sql session=bob error=42501\nSELECT FROM stock;\n```',
    ].join('\n\n')
    const { lessons } = workplace({ 'a.md': lessonWithSessions(body), 'b.md': lessonWithSessions(body) })
    const { code, stdout } = await lessons('check', 'a.md', 'b.md')
    expect(stdout).toMatch(/2 lessons, 6 cells: all as written\n$/)
    expect(code).toBe(0)
  })

  test('starts from the end of another', async () => {
    const files = {
      'first.md': lessonWith(
        '```sql\nCREATE TABLE t (a int);\n```\n\n```sql error=22012\nSELECT 1 / 0;\n```',
      ),
      'second.md': '---\ntitle: Second\nstarts-from: first\n---\n\n```sql\nINSERT INTO t VALUES (1);\n```\n',
      'third.md':
        '---\ntitle: Third\nstarts-from: second\n---\n\n```sql\nTABLE t;\n```\n\n```output\n a\n---\n 1\n(1 row)\n```\n',
    }
    const { lessons } = workplace(files)
    expect(await lessons('check', 'third.md')).toMatchObject({ code: 0 })
    const broken = workplace({ ...files, 'first.md': lessonWith('```sql\nSELECT 1 / 0;\n```') })
    const { code, stdout } = await broken.lessons('check', 'third.md')
    expect(stdout).toContain(
      'third.md:3:14: error: lesson "first", from which this one starts, does not come to its end\n',
    )
    expect(code).toBe(1)
  })

  test('whose cell ends its connection', async () => {
    const kill = (attributes: string) =>
      lessonWith(
        `\`\`\`sql${attributes}\nSELECT pg_terminate_backend(pg_backend_pid());\n\`\`\`\n\n\`\`\`sql\nSELECT 1;\n\`\`\``,
      )
    const { lessons } = workplace({ 'a.md': kill(' error=57P01'), 'b.md': kill('') })
    expect((await lessons('check', 'a.md')).stdout).toContain('a.md: 2 cells run, ok\n')
    const { stdout } = await lessons('check', 'b.md')
    expect(stdout).toContain('b.md:6:1: error: cell fails with 57P01\n')
    expect(stdout).toContain('b.md: 1 cell run, 1 cell below not run, 1 error\n')
  })
})

describe('sessions that wait for each other', () => {
  const role = '{ role: postgres, database: postgres }'
  const cell = (attributes: string, sql: string) => `\`\`\`sql ${attributes}\n${sql}\n\`\`\``
  const lessonOf = (...cells: string[]) =>
    lessonWith(cells.join('\n\n')).replace(
      '---\n\n',
      `sessions:\n  alice: ${role}\n  bob: ${role}\n  carol: ${role}\n---\n\n`,
    )
  const taken = cell('session=alice', 'CREATE TABLE t AS SELECT 1 AS a;\nBEGIN;\nUPDATE t SET a = 2;')

  test('the cells of a waiting session follow when it is freed, in a chain of waits, too', async () => {
    const right = lessonOf(
      taken,
      cell('session=bob waits-for=alice', 'BEGIN;\nUPDATE t SET a = 3;'),
      cell('session=carol waits-for=bob', 'UPDATE t SET a = a + 1 RETURNING a;'),
      '```output\n a\n---\n 4\n(1 row)\n\nUPDATE 1\n```',
      cell('session=carol', 'SELECT a FROM t;'),
      '```output\n a\n---\n 4\n(1 row)\n```',
      cell('session=alice frees=bob', 'COMMIT;'),
      cell('session=bob frees=carol', 'COMMIT;'),
    )
    const { lessons } = workplace({ 'a.md': right })
    expect((await lessons('check', 'a.md')).stdout).toBe(
      'a.md: 6 cells run, ok\n1 lesson, 6 cells: all as written\n',
    )
  })

  test('one whom nobody frees, and one who is freed without having waited', async () => {
    const { lessons } = workplace({
      'a.md': lessonOf(
        taken,
        cell('session=bob waits-for=alice', 'DELETE FROM t;'),
        cell('session=bob', 'TABLE t;'),
      ),
      'b.md': lessonOf(taken, cell('session=bob', 'SELECT 1;'), cell('session=alice frees=bob', 'COMMIT;')),
    })
    const { code, stdout } = await lessons('check', 'a.md', 'b.md')
    expect(stdout).toContain(
      'a.md:15:1: error: cell still waits for session "alice" when the lesson is over\n',
    )
    expect(stdout).toContain('a.md: 2 cells run, 1 cell below not run, 1 error\n')
    expect(stdout).toContain(
      'b.md:19:28: error: cell does not free session "bob", which did not wait for session "alice"\n',
    )
    expect(code).toBe(1)
  })

  test('a wait that PostgreSQL itself ends needs no declaration', async () => {
    const { lessons } = workplace({
      'a.md': lessonOf(
        taken,
        cell('session=bob error=55P03', "SET lock_timeout = '300ms';\nUPDATE t SET a = 3;"),
        cell('session=alice', 'COMMIT;'),
      ),
    })
    expect((await lessons('check', 'a.md')).stdout).toContain('a.md: 3 cells run, ok\n')
  })
})

describe('--update', () => {
  test('writes, shows the difference, and then all is right', async () => {
    const { lessons, read } = workplace({ 'a.md': wrong })
    expect(await lessons('check', '--update', 'a.md')).toEqual({
      code: 0,
      stdout: [
        'a.md:9: output rewritten',
        '    one',
        '   -----',
        '  -   2',
        '  +   1',
        '   (1 row)',
        'a.md: 1 cell run, ok',
        '1 lesson, 1 cell: all as written',
        '',
      ].join('\n'),
      stderr: '',
    })
    expect(read('a.md')).toBe(right)
    expect((await lessons('check', 'a.md')).code).toBe(0)
  })

  test('adds what is missing, and leaves alone what is right or fails', async () => {
    const { lessons, read } = workplace({
      'a.md': lessonWith('```sql\nBEGIN;\n```\n\nText.\n\n```sql\nSELECT nothing;\n```'),
    })
    const { code, stdout } = await lessons('check', '--update', 'a.md')
    expect(code).toBe(1)
    expect(stdout).toContain('a.md:5: output added\n  +BEGIN\n')
    expect(read('a.md')).toBe(
      lessonWith('```sql\nBEGIN;\n```\n\n```output\nBEGIN\n```\n\nText.\n\n```sql\nSELECT nothing;\n```'),
    )
  })
})

describe('the command', () => {
  test('names the nearest when it does not know one', async () => {
    const { code, stdout, stderr } = await workplace({}).lessons('chekc')
    expect(stderr).toBe(
      "error: unknown command 'chekc'\n(Did you mean check?)\nhint: lessons --help shows what there is\n",
    )
    expect(stdout).toBe('')
    expect(code).toBe(2)
  })

  test.each([
    [['check', 'none.md'], 'error: there is no file or folder "none.md"\n'],
    [
      ['check', 'first-table'],
      'error: there is no file or folder "first-table"\nhint: did you mean lessons/first-table.md?\n',
    ],
  ])('%s', async (argv, stderr) => {
    expect(await workplace({}).lessons(...argv)).toEqual({ code: 2, stdout: '', stderr })
  })

  test.each([[['check', '--limit', '0']], [['check', '--limit', 'long']], [['check', '--updat']]])(
    '%s',
    async (argv) => {
      const { code, stderr } = await workplace({}).lessons(...argv)
      expect(stderr).toMatch(/^error: .*\nhint: /s)
      expect(code).toBe(2)
    },
  )

  test.each([[[]], [['--help']], [['check', '--help']]])('helps: %s', async (argv) => {
    const { code, stdout, stderr } = await workplace({}).lessons(...argv)
    expect(stdout).toMatch(/^Usage: lessons /)
    expect(stderr).toBe('')
    expect(code).toBe(0)
  })

  test('checks a folder with its course', async () => {
    const course = 'title: C\nparts:\n  - title: P\n    lessons: [a, b]\n'
    const { lessons } = workplace({ 'course.yaml': course, 'a.md': right })
    const { code, stdout } = await lessons('check', '.')
    expect(stdout).toContain('course.yaml:4:18: error: there is no lesson "b"\n')
    expect(stdout).toContain('a.md: 1 cell run, ok\n')
    expect(code).toBe(1)
  })

  test('is a program', async () => {
    const { folder } = workplace({ 'a.md': wrong })
    const program = join(projectRoot, 'build/bin/lessons.mjs')
    const options = { cwd: folder, env: process.env }
    const { code, output } = await runProcess(process.execPath, [program, 'check', 'a.md'], options)
    expect(output).toContain('a.md:12:1: error: output differs\n')
    expect(code).toBe(1)
    expect((await runProcess(process.execPath, [program, 'chekc'], options)).code).toBe(2)
  })

  test('ends when the user gives up', async () => {
    const stopped = 'error: the check was stopped\n'
    const { folder } = workplace({ 'a.md': right, 'b.md': lessonWith('```sql\nSELECT pg_sleep(3600);\n```') })
    const early = AbortSignal.abort()
    expect(await runLessons(folder, ['check', 'a.md'], early)).toMatchObject({ code: 1, stderr: stopped })
    const giveUp = new AbortController()
    const running = runLessons(folder, ['check', 'a.md', 'b.md'], giveUp.signal, (text) => {
      if (text.startsWith('a.md')) giveUp.abort()
    })
    expect(await running).toMatchObject({ code: 1, stderr: stopped })
  })
})

describe('exercises', () => {
  const exercise = (starter: string, ...solutions: string[]) =>
    [
      `\`\`\`sql id=fill exercise\n${starter}\n\`\`\``,
      '```sql check=fill says="It is empty."\nSELECT count(*) = 2 FROM t;\n```',
      '```sql check=fill session=main says="A transaction is open."\nSELECT count(*) > 1 AS many, true FROM t;\n```',
      ...solutions.map((text) => `\`\`\`sql solution=fill\n${text}\n\`\`\``),
      '```sql\nTABLE t;\n```\n\n```output\n…\n(2 rows)\n```',
    ].join('\n\n')
  const table = '```sql\nCREATE TABLE t AS SELECT 1;\n```'

  test('the starter may fail, each solution must pass, and the lesson goes on with the first one', async () => {
    const { lessons } = workplace({
      'a.md': lessonWith(
        `${table}\n\n${exercise('INSERT INTO t VALUES ();', 'INSERT INTO t VALUES (2);', 'TABLE t')}`,
      ),
    })
    expect((await lessons('check', 'a.md')).stdout).toBe(
      [
        'a.md:25:1: error: solution of exercise "fill" does not pass',
        '  detail: The check in line 13 says: "f"',
        '  hint: A check must return rows, all true, when the solution has run. It sees what is committed.',
        'a.md: 3 cells run, 1 error',
        '1 lesson, 3 cells: 1 error',
        '',
      ].join('\n'),
    )
  })

  test('a check sees what is committed, leaves nothing, and an error of it or of the solution is told', async () => {
    const open = exercise('-- ', 'BEGIN;\nINSERT INTO t VALUES (2);')
    const broken = exercise('-- ', 'INSERT INTO u VALUES (2);').replace('count(*) = 2 FROM t', 'true FROM v')
    const { lessons } = workplace({
      'a.md': lessonWith(`${table}\n\n${open}`),
      'b.md': lessonWith(`${table}\n\n${broken}`),
      'c.md': lessonWith(`${table}\n\n${broken.replace('INTO u', 'INTO t')}`),
    })
    const { stdout } = await lessons('check', 'a.md', 'b.md', 'c.md')
    expect(stdout).toContain(
      'a.md:21:1: error: solution of exercise "fill" does not pass\n  detail: The check in line 13',
    )
    expect(stdout).toContain(
      'b.md:22:13: error: cell fails with 42P01\n  detail: relation "u" does not exist\n',
    )
    expect(stdout).toContain('detail: The check in line 13 says: relation "v" does not exist\n')
    expect(stdout).toMatch(/3 errors\n$/)
  })
})
