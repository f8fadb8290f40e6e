'use client'
/** A notebook on the server that runs in the page. */
import {
  NotebookProvider,
  type NotebookProviderProps,
} from '../../../components/notebook/notebook-context.tsx'
import { startServer } from '../../start-server.ts'

export function LessonNotebook(props: Omit<NotebookProviderProps, 'startServer'>) {
  return <NotebookProvider {...props} startServer={startServer} />
}
