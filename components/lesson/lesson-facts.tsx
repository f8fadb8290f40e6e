/** One line below the title: who takes part, how long it takes, and how PostgreSQL and Python are. */
import type { Lesson } from '../../lib/lesson/lesson.ts'
import { classes } from '../primitives/classes.ts'
import { SessionMark } from '../primitives/session-mark.tsx'
import { KernelWord } from '../toolbar/kernel-status.tsx'
import { ServerWord } from '../toolbar/server-word.tsx'
import { StorageNote } from '../toolbar/storage-note.tsx'

export function LessonFacts({ lesson }: { lesson: Lesson }) {
  const databases = [...new Set(lesson.sessions.map(({ database }) => database))]
  return (
    <div className="mt-4 mb-6 grid gap-3 border-line border-b pb-6 text-ink-2 text-small">
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
        {lesson.sessions.map(({ name }, index) => (
          <SessionMark key={name} name={name} index={index} />
        ))}
        {databases.length > 0 && (
          <span>
            database <code>{databases.join(', ')}</code>
          </span>
        )}
        {/* On a line of its own below several sessions: its words change in length, and the text must not jump. */}
        <span className={classes('flex flex-wrap gap-x-6', lesson.sessions.length > 1 && 'basis-full')}>
          {lesson.minutes !== null && (
            <span>
              {lesson.minutes} {lesson.minutes === 1 ? 'minute' : 'minutes'}
            </span>
          )}
          <ServerWord wanted={lesson.sessions.length > 0} />
          {lesson.cells.some(({ language }) => language === 'python') && <KernelWord />}
        </span>
      </div>
      <StorageNote />
      <p data-without-script>
        Without JavaScript the whole lesson can be read, with what each cell prints. To run cells, switch it
        on.
      </p>
    </div>
  )
}
