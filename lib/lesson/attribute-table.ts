/** The attributes that a cell's fence may have. Their names are a contract with lessons that are not ours. */

export interface AttributeKind {
  /** What the author writes after `=`: a name, a free text in quotes, or nothing. */
  value: 'name' | 'text' | 'none'
  /** For docs/ and for messages: how it is written. */
  written: string
  about: string
}

export const attributeTable = {
  session: {
    value: 'name',
    written: 'session=NAME',
    about:
      'where it runs; default: the only or first session. Of `sql` cells only: all `python` cells run in one interpreter',
  },
  id: {
    value: 'name',
    written: 'id=NAME',
    about:
      "key of the learner's work and target of links; default from the starter text; an exercise must have one",
  },
  error: {
    value: 'name',
    written: 'error=SQLSTATE',
    about: 'it must fail so; another code fails the check. Python: `error=ClassName`',
  },
  'waits-for': {
    value: 'name',
    written: 'waits-for=SESSION',
    about: 'it must block on that session; `python` stands for the connections of Python',
  },
  frees: {
    value: 'name',
    written: 'frees=SESSION',
    about: 'its end must let that session go on; `python` stands for the Python cell that waits',
  },
  unordered: { value: 'none', written: 'unordered', about: 'rows of its output compare in any order' },
  hidden: {
    value: 'none',
    written: 'hidden',
    about: 'set-up: runs in its turn, folded, can be looked at',
  },
  locked: { value: 'none', written: 'locked', about: 'shown as written, cannot be edited' },
  predict: {
    value: 'none',
    written: 'predict',
    about: 'the task list just before it is answered before it runs',
  },
  exercise: {
    value: 'none',
    written: 'exercise',
    about: 'starter text of an exercise; its `id` is its name',
  },
  check: { value: 'name', written: 'check=ID', about: 'a fence that checks exercise ID' },
  says: {
    value: 'text',
    written: 'says="…"',
    about: 'what the learner reads when the check fails; stands beside `check`',
  },
  solution: { value: 'name', written: 'solution=ID', about: 'a fence with a solution of exercise ID' },
} as const satisfies Record<string, AttributeKind>

export type AttributeName = keyof typeof attributeTable

export const attributeNames = Object.keys(attributeTable) as AttributeName[]

export function isAttributeName(name: string): name is AttributeName {
  return Object.hasOwn(attributeTable, name)
}

/** Pairs that contradict each other on one fence. */
export const contradictions: readonly (readonly [AttributeName, AttributeName])[] = [
  ['exercise', 'check'],
  ['exercise', 'solution'],
  ['exercise', 'locked'],
  ['exercise', 'hidden'],
  ['check', 'solution'],
  ['check', 'waits-for'],
  ['check', 'frees'],
  ['check', 'error'],
]
