'use client'
/** The parts of the course with their lessons; what the learner has done comes in once the page is alive. */
import { CatalogueEntry, type Entry } from './catalogue-entry.tsx'
import { useProgress } from './use-progress.ts'

export interface Part {
  title: string
  entries: Entry[]
}

export function CatalogueParts({ parts }: { parts: readonly Part[] }) {
  const entries = parts.flatMap((part) => part.entries)
  const progress = useProgress(entries)
  const next = nextLesson(entries, progress)
  return parts.map((part) => (
    <section key={part.title} className="mt-12">
      <h2 className="font-semibold text-h2">{part.title}</h2>
      <ol className="mt-4 border-line border-b">
        {part.entries.map((entry) => (
          <CatalogueEntry
            key={entry.slug}
            entry={entry}
            run={progress.get(entry.slug) ?? 0}
            next={entry.slug === next}
          />
        ))}
      </ol>
    </section>
  ))
}

/** The lesson that was begun and not ended, else the first that was not begun. */
function nextLesson(entries: readonly Entry[], progress: ReadonlyMap<string, number>): string | undefined {
  const runOf = (entry: Entry) => progress.get(entry.slug) ?? 0
  const begun = entries.find((entry) => runOf(entry) > 0 && runOf(entry) < entry.keys.length)
  return (begun ?? entries.find((entry) => runOf(entry) === 0))?.slug
}
