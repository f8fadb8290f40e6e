/** The sections of a long lesson, beside it where there is room. */
import type { Lesson } from '../../lib/lesson/lesson.ts'

/** Fewer sections need no list. */
const fewest = 4

export function Outline({ outline }: { outline: Lesson['outline'] }) {
  const sections = outline.filter(({ depth }) => depth === 2)
  if (sections.length < fewest) return null
  return (
    <nav aria-label="In this lesson">
      <p className="font-semibold text-small">In this lesson</p>
      <ol className="mt-2 border-line border-s">
        {sections.map(({ id, text }) => (
          <li key={id}>
            <a
              href={`#${id}`}
              className="focus-inset -ms-px block border-transparent border-s py-1.25 ps-3.5 text-ink-2 text-ui no-underline hover:border-line-strong hover:text-ink"
            >
              {text}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  )
}
