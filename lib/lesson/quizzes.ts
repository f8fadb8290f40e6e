/**
 * Quizzes: task lists, whose ticked items are right and whose nested items say why. On GitHub they stay lists; in the
 * page's tree each is an element `lesson-quiz`, which holds `lesson-choice`, which hold `lesson-answer` and `lesson-why`.
 */
import type { Element, ElementContent, Nodes, Parents, Root } from 'hast'
import { SKIP, visit } from 'unist-util-visit'
import type { Findings } from './diagnostic.ts'
import { quizItem, quizWithoutRight, quizWithoutWhy } from './rules/quizzes.ts'
import type { SourceFile } from './source-file.ts'

/** Changes the tree in place. `predicted` are ids of cells that are to be predicted: the list before one names it. */
export function takeQuizzes(
  source: SourceFile,
  body: Root,
  predicted: ReadonlySet<string>,
  findings: Findings,
): void {
  visit(body, 'element', (list, index, parent) => {
    if (!isTaskList(list) || parent === undefined || index === undefined) return undefined
    const items = list.children.filter((child): child is Element => isElement(child, 'li'))
    const others = items.filter((item) => checkboxOf(item) === null)
    for (const item of others) findings.add(quizItem, rangeOf(source, item), null)
    if (others.length > 0) return SKIP
    const right = items.filter(isRight).length
    if (right === 0) {
      findings.add(quizWithoutRight, rangeOf(source, list), null)
      return SKIP
    }
    const predicts = cellBehind(parent, index)
    parent.children[index] = element(
      'lesson-quiz',
      items.map((item) => choiceOf(source, item, findings)),
      {
        many: right > 1,
        ...(predicts !== null && predicted.has(predicts) ? { predicts } : {}),
      },
    )
    return SKIP
  })
}

function choiceOf(source: SourceFile, item: Element, findings: Findings): Element {
  const at = item.children.findIndex((child) => isElement(child, 'ul') || isElement(child, 'ol'))
  const why = item.children[at]
  if (why === undefined) findings.add(quizWithoutWhy, rangeOf(source, item), null)
  const answer = inline(withoutCheckbox(at === -1 ? item.children : item.children.slice(0, at)))
  return element('lesson-choice', [element('lesson-answer', answer), element('lesson-why', sentences(why))], {
    right: isRight(item),
  })
}

/** Of one paragraph its text: the answer becomes a label, which holds no blocks. */
function inline(children: ElementContent[]): ElementContent[] {
  const blocks = children.filter((child) => child.type !== 'text' || child.value.trim() !== '')
  const [only] = blocks
  return blocks.length === 1 && only?.type === 'element' && only.tagName === 'p' ? only.children : children
}

/** Of one nested item what it says, of several the list. */
function sentences(why: ElementContent | undefined): ElementContent[] {
  if (why?.type !== 'element') return []
  const items = why.children.filter((child) => isElement(child, 'li'))
  const [only] = items
  return items.length === 1 && only?.type === 'element' ? only.children : [why]
}

function isTaskList({ properties }: Element): boolean {
  return Array.isArray(properties.className) && properties.className.includes('contains-task-list')
}

/** Directly in the item, or in the first paragraph of one with blank lines in it. */
function checkboxOf(item: Element): Element | null {
  const [first] = item.children.filter((child) => child.type === 'element')
  const [inner] = first?.tagName === 'p' ? first.children : [first]
  return inner !== undefined && isElement(inner, 'input') ? inner : null
}

function isRight(item: Element): boolean {
  return checkboxOf(item)?.properties.checked === true
}

function withoutCheckbox(children: readonly ElementContent[]): ElementContent[] {
  return children.flatMap((child): ElementContent[] => {
    if (child.type !== 'element') return [child]
    if (child.tagName === 'input') return []
    return [child.tagName === 'p' ? { ...child, children: withoutCheckbox(child.children) } : child]
  })
}

/** Id of the cell that comes next. */
function cellBehind(parent: Parents, index: number): string | null {
  const next = parent.children
    .slice(index + 1)
    .find((node) => node.type !== 'text' || node.value.trim() !== '')
  return next !== undefined && isElement(next, 'lesson-cell') ? String(next.properties.cellId) : null
}

function isElement(node: Nodes, name: string): node is Element {
  return node.type === 'element' && node.tagName === name
}

function element(
  tagName: string,
  children: ElementContent[],
  properties: Element['properties'] = {},
): Element {
  return { type: 'element', tagName, properties, children }
}

function rangeOf(source: SourceFile, { position }: Element) {
  const from = position?.start.offset ?? 0
  return source.range(from, position?.end.offset ?? from)
}
