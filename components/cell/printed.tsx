'use client'
/** What a run has printed, and below it what came of it for the sessions. */
import { OutputList, type OutputListProps } from '../output/output-list.tsx'
import { FailedBlock } from './failed-block.tsx'
import { MissedNote } from './missed-note.tsx'

export function Printed({ id, ...printed }: { id: string } & OutputListProps) {
  return (
    <>
      <OutputList {...printed} />
      <MissedNote id={id} />
      <FailedBlock id={id} />
    </>
  )
}
