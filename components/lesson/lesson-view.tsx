/** The page of a lesson: bar, title, text with its cells, and what stands beside it where there is room. */
import type { ComponentType } from 'react'
import type { Lesson } from '../../lib/lesson/lesson.ts'
import { Announcer } from '../notebook/announcer.tsx'
import type { NotebookProviderProps } from '../notebook/notebook-context.tsx'
import { SkipLink } from '../primitives/skip-link.tsx'
import { Prose } from '../prose/prose.tsx'
import { SessionPeek } from '../session/session-peek.tsx'
import { LessonTools } from '../toolbar/lesson-tools.tsx'
import { StatusStrip } from '../toolbar/status-strip.tsx'
import { TopBar } from '../toolbar/top-bar.tsx'
import { PrintedHistory } from '../transactions/history/printed-history.tsx'
import { PanelProvider } from '../transactions/panel-context.tsx'
import { PanelKeys } from '../transactions/panel-keys.tsx'
import { cellSpec } from './cell-spec.ts'
import { LessonCellView } from './lesson-cell-view.tsx'
import { LessonColumns } from './lesson-columns.tsx'
import { LessonFacts } from './lesson-facts.tsx'
import { NextLesson } from './next-lesson.tsx'
import { Outline } from './outline.tsx'

export interface LessonViewProps {
  lesson: Lesson
  /** Title of the part it stands in. */
  part: string
  next: Lesson | null
  /** A NotebookProvider that has an engine: which one is the app's business. */
  Notebook: ComponentType<Omit<NotebookProviderProps, 'engine'>>
}

export function LessonView({ lesson, part, next, Notebook }: LessonViewProps) {
  const cells = new Map(lesson.cells.map((cell, at) => [cell.id, { cell, number: at + 1 }]))
  return (
    <Notebook lesson={lesson.slug} cells={lesson.cells.map(cellSpec)} sessions={lesson.sessions}>
      <PanelProvider starts={lesson.panel}>
        <SkipLink to="lesson">To the lesson</SkipLink>
        <TopBar crumbs={['Lessons', part, lesson.title]} below={<StatusStrip />}>
          <LessonTools />
        </TopBar>
        <LessonColumns outline={<Outline outline={lesson.outline} />}>
          <main
            id="lesson"
            className="min-w-0 pt-12 max-lg:mx-auto max-lg:w-full max-lg:max-w-190 max-sm:pt-6"
          >
            <h1 className="text-balance font-semibold text-title">{lesson.title}</h1>
            <p className="mt-3 max-w-[58ch] text-pretty text-ink-2 text-lead">{lesson.summary}</p>
            <LessonFacts lesson={lesson} />
            <Prose
              body={lesson.body}
              cell={(id) => {
                const found = cells.get(id)
                return found && <LessonCellView key={id} {...found} />
              }}
            />
            {next && <NextLesson lesson={next} />}
          </main>
        </LessonColumns>
        <PrintedHistory />
        <SessionPeek />
        <Announcer />
        <PanelKeys />
      </PanelProvider>
    </Notebook>
  )
}
