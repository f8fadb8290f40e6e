/** Mistakes in quizzes, which are task lists. */
import type { Rule } from '../diagnostic.ts'
import { lessonWith, shown } from './example.ts'

export const quizWithoutRight: Rule<null> = {
  name: 'quiz-without-right',
  severity: 'warning',
  about: 'No choice of a task list is ticked, so that it is shown as a plain list and asks nothing.',
  example: lessonWith('- [ ] One row.\n  - No.\n- [ ] No row.\n  - No.'),
  shown: shown('5:1: warning: no choice of the list is right', 'hint: Tick it: "- [x] …".'),
  report: () => ({ message: 'no choice of the list is right', hint: 'Tick it: "- [x] …".' }),
}

export const quizItem: Rule<null> = {
  name: 'quiz-item',
  severity: 'error',
  about: 'An item of a task list is no choice, since it has no `[ ]` and no `[x]`.',
  example: lessonWith('- [x] One row.\n  - Yes.\n- No row.\n  - No.'),
  shown: shown(
    '7:1: error: item of the quiz is no choice',
    'hint: Write "- [ ] …", or "- [x] …" if it is right.',
  ),
  report: () => ({
    message: 'item of the quiz is no choice',
    hint: 'Write "- [ ] …", or "- [x] …" if it is right.',
  }),
}

export const quizWithoutWhy: Rule<null> = {
  name: 'quiz-without-why',
  severity: 'warning',
  about: 'A choice of a quiz does not say why it is right or wrong: who has taken it learns nothing.',
  example: lessonWith('- [x] One row.\n  - There is one tea.\n- [ ] No row.'),
  shown: shown(
    '7:1: warning: choice does not say why it is right or wrong',
    'hint: Write a nested item below it: "  - Because …".',
  ),
  report: () => ({
    message: 'choice does not say why it is right or wrong',
    hint: 'Write a nested item below it: "  - Because …".',
  }),
}
