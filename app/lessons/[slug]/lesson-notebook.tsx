'use client'
/** A notebook on the server that runs in the page. */
import {
  NotebookProvider,
  type NotebookProviderProps,
} from '../../../components/notebook/notebook-context.tsx'
import { openSession, openWaits, startServer } from '../../engine.ts'
import { startKernel } from '../../kernel.ts'

const engine = { startServer, openSession, openWaits, startKernel }

export function LessonNotebook(props: Omit<NotebookProviderProps, 'engine'>) {
  return <NotebookProvider {...props} engine={engine} />
}
