/** Writes the name of a lesson into the text of course.yaml, and leaves all else as it stands. */
import { isMap, isSeq, type Node, parseDocument, type YAMLSeq } from 'yaml'

/**
 * The text with the lesson at the end of its last part; the same text if the course has the lesson; null if there is no
 * list of lessons to add to.
 */
export function addToCourse(text: string, slug: string): string | null {
  const document = parseDocument(text, { logLevel: 'silent' })
  const parts = document.get('parts')
  if (!isSeq(parts)) return null
  const lists = parts.items.flatMap((part) => {
    const lessons = isMap(part) ? part.get('lessons', true) : null
    return isSeq(lessons) ? [lessons as YAMLSeq<Node>] : []
  })
  if (lists.some((list) => (list.toJSON() as unknown[]).includes(slug))) return text
  const last = lists.at(-1)?.items.at(-1)?.range
  const first = lists.at(-1)?.items[0]?.range
  if (!last || !first) return null
  // Behind the last name, in the way in which the first one is written.
  const mark = /(?:^|\n)([ \t]*-[ \t]+)$/.exec(text.slice(0, first[0]))?.[1]
  return (
    text.slice(0, last[1]) + (mark === undefined ? `, ${slug}` : `\n${mark}${slug}`) + text.slice(last[1])
  )
}
