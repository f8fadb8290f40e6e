'use client'
/** A transaction block that has failed, said below the error that did it: what is still accepted, and the way out. */
import { useNotebook, useNotebookValue } from '../notebook/notebook-context.tsx'
import { Button } from '../primitives/button.tsx'
import { Aside } from '../primitives/message.tsx'
import { failedIn } from './failed-in.ts'

/** Nothing once the block has ended, or where a later cell has told the same. */
export function FailedBlock({ id }: { id: string }) {
  const { dispatch } = useNotebook()
  const session = useNotebookValue((state) => failedIn(state, id))
  if (session === null) return null
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <div className="min-w-0 flex-[1_1_16rem]">
        <Aside>
          {session}’s transaction has failed: only ROLLBACK is accepted. COMMIT, too, would roll back.
        </Aside>
      </div>
      <Button size="small" onClick={() => dispatch({ type: 'rollback-requested', session })}>
        Run ROLLBACK
        <span className="sr-only"> in {session}</span>
      </Button>
    </div>
  )
}
