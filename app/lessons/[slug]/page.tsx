/** One lesson. Its whole text is in the page before any script runs. */
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { LessonView } from '../../../components/lesson/lesson-view.tsx'
import { readCourse, readLesson } from '../../course.ts'
import { LessonNotebook } from './lesson-notebook.tsx'

interface LessonPageProps {
  params: Promise<{ slug: string }>
}

export const dynamicParams = false

export async function generateStaticParams(): Promise<{ slug: string }[]> {
  const { lessons } = await readCourse()
  return lessons.map(({ slug }) => ({ slug }))
}

export async function generateMetadata({ params }: LessonPageProps): Promise<Metadata> {
  const found = await readLesson((await params).slug)
  return found ? { title: `${found.lesson.title} · ${found.part}`, description: found.lesson.summary } : {}
}

export default async function LessonPage({ params }: LessonPageProps) {
  const found = await readLesson((await params).slug)
  if (!found) notFound()
  return <LessonView {...found} Notebook={LessonNotebook} />
}
