/** A learner runs Python: what it prints, asks, and fails with; stopped, restarted, waiting; its connections in the panel. */
import { expect, test } from '@playwright/test'
import { expectNoViolations } from './axe.ts'
import { LessonPage } from './lesson-page.ts'

test.use({ contextOptions: { reducedMotion: 'reduce' } })

test('Python prints, asks, draws and fails in its cell; Stop and Restart say what they take', async ({
  page,
}) => {
  const lesson = new LessonPage(page)
  await page.goto('/lessons/python-connects/')

  // Pressed while Python still loads.
  await lesson.run(3).click()
  await expect(lesson.cell(3).getByText("'2.")).toBeVisible()

  await lesson.writeAndRun(
    2,
    `import sys
print("to stdout")
print("to stderr", file=sys.stderr)
print("10 %\\r100 %")
x = 41
x + 1`,
  )
  const printed = lesson.cell(2).getByRole('group', { name: 'Printed', exact: true })
  await expect(printed).toHaveText(['to stdout', '100 %'])
  await expect(lesson.cell(2).getByRole('group', { name: 'Printed to stderr' })).toHaveText('to stderr')
  await expect(lesson.cell(2).getByRole('group', { name: 'Value' })).toHaveText('42')

  await lesson.writeAndRun(3, 'half = x / 2\nhalf / 0', 'failed')
  await expect(lesson.cell(3).locator('.tok-error-line')).toHaveText('half / 0')
  await expect(lesson.cell(3).getByText('ZeroDivisionError: division by zero')).toBeVisible()

  await lesson.write(4, 'name = input("Name? ")\nprint("Hello", name)')
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(lesson.cell(4).getByRole('textbox', { name: 'Name?' })).toBeFocused()
  await expectNoViolations(page)
  await page.keyboard.type('Ann')
  await page.keyboard.press('Enter')
  await lesson.untilCell(4, 'done')
  await expect(lesson.cell(4).getByRole('group', { name: 'Printed' })).toHaveText('Name? Ann\nHello Ann')
  await expect(lesson.run(4)).toBeFocused()

  await lesson.writeAndRun(
    5,
    `class Rich:
    def _repr_html_(self):
        return '<p onclick="bad()">rich <script>bad()</script><b>text</b></p><img src=x onerror="bad()">'

class Picture:
    def __repr__(self):
        return "a picture"
    def _repr_svg_(self):
        return '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><script>bad()</script></svg>'

display(Picture())
Rich()`,
  )
  await expect(lesson.cell(5).getByRole('img', { name: 'a picture' })).toHaveJSProperty('naturalWidth', 40)
  await expect(lesson.cell(5).getByRole('group', { name: 'Value' }).locator('*')).toHaveCount(2)
  await expect(lesson.cell(5).getByText('rich text')).toBeVisible()

  await lesson.write(6, 'import time\ntime.sleep(600)')
  await page.keyboard.press('ControlOrMeta+Enter')
  await lesson.cell(6).getByRole('button', { name: 'Stop cell 6' }).click()
  await lesson.untilCell(6, 'stopped')
  await expect(lesson.cell(6).getByText('KeyboardInterrupt', { exact: true }).last()).toBeVisible()
  await lesson.writeAndRun(6, 'x')

  await page.getByRole('button', { name: 'Restart' }).click()
  await page.getByRole('menuitem', { name: /^Python/ }).click()
  await expect(lesson.cell(6)).toContainText('from before the restart')
  await lesson.run(6).click()
  await lesson.untilCell(6, 'failed')
  await expect(lesson.cell(6).getByText("NameError: name 'x' is not defined")).toBeVisible()

  await page.reload()
  await expect(lesson.cell(2)).toContainText('from your last visit')
  await expect(printed).toHaveText(['to stdout', '100 %'])
  await expectNoViolations(page)
})

test('a connection is a session of its own name: it waits, is stopped, and says that it cannot free itself', async ({
  page,
}) => {
  const lesson = new LessonPage(page)
  await page.goto('/lessons/python-connects/')
  await lesson.writeAndRun(11, 'CREATE TABLE t AS SELECT 1 AS a;\nBEGIN;\nUPDATE t SET a = 2;')

  await lesson.writeAndRun(
    4,
    `import psycopg2
conn = psycopg2.connect("dbname=postgres user=postgres")
cur = conn.cursor()
cur.execute("UPDATE t SET a = 3")`,
    'waiting',
  )
  await expect(lesson.cell(4)).toContainText('conn waits for postgres (A): row lock on t')
  await expect(lesson.cell(4).getByRole('button', { name: 'Go to postgres’s last cell, 11' })).toBeVisible()
  await expect(lesson.session('conn')).toContainText('waits for postgres')
  await expectNoViolations(page)
  await lesson.cell(4).getByRole('button', { name: 'Stop cell 4' }).click()
  await lesson.untilCell(4, 'stopped')
  await expect(lesson.session('conn')).toContainText('failed')

  await lesson.writeAndRun(11, 'COMMIT;')
  await lesson.writeAndRun(
    5,
    'conn.rollback()\ncur.execute("UPDATE t SET a = 4 RETURNING a")\ncur.fetchone()',
  )
  await expect(lesson.cell(5).getByRole('group', { name: 'Value' })).toHaveText('(4,)')
  await expect(lesson.session('conn')).toContainText('1 change pending')
  await expect(page.getByText(/by conn$/).first()).toBeVisible()

  // A session waits for Python; the cell that frees it is one of Python's.
  await lesson.writeAndRun(11, 'UPDATE t SET a = 5;', 'waiting')
  await expect(lesson.cell(11)).toContainText('postgres waits for conn (B)')
  await lesson.writeAndRun(6, 'conn.commit()')
  await lesson.untilCell(11, 'done')

  await lesson.writeAndRun(
    6,
    `other = psycopg2.connect("dbname=postgres user=postgres")
other.cursor().execute("UPDATE t SET a = 6")
cur.execute("UPDATE t SET a = 7")`,
    'waiting',
  )
  await expect(lesson.cell(6)).toContainText('conn waits for other (C)')
  await expect(lesson.cell(6)).toContainText('it cannot free itself')
  await lesson.cell(6).getByRole('button', { name: 'Stop cell 6' }).click()
  await lesson.untilCell(6, 'stopped')
  await expect(lesson.session('other')).toContainText('1 change pending')
  await lesson.writeAndRun(6, 'conn.close()\nother.close()')
  await expect(lesson.session('conn')).toContainText('closed')
})
