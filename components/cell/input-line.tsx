'use client'
/** Where Python's `input()` is answered: its prompt, a line to write in, Enter. */
import { type FormEvent, useEffect, useId, useRef } from 'react'
import { inputOf } from '../../lib/notebook/select-sessions.ts'
import { useNotebook, useNotebookValue } from '../notebook/notebook-context.tsx'
import { Button } from '../primitives/button.tsx'

/** Nothing unless the cell asks. It takes the focus, and gives it back to the cell. */
export function InputLine({ id, number }: { id: string; number: number }) {
  const { dispatch } = useNotebook()
  const input = useNotebookValue((state) => inputOf(state, id))
  const field = useRef<HTMLInputElement>(null)
  const label = useId()
  useEffect(() => {
    if (input) field.current?.focus()
  }, [input])
  if (!input) return null
  const { prompt, hidden } = input
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const text = field.current?.value ?? ''
    document.getElementById(id)?.querySelector<HTMLElement>('[data-run]')?.focus({ preventScroll: true })
    dispatch({ type: 'input-answered', cell: id, text })
  }
  return (
    <form className="flex flex-wrap items-center gap-2" onSubmit={send}>
      <label id={label} htmlFor={`${label}-field`} className="whitespace-pre-wrap font-mono text-code">
        {prompt === '' ? <span className="sr-only">Cell {number} asks for a line</span> : prompt}
      </label>
      <input
        ref={field}
        id={`${label}-field`}
        type={hidden ? 'password' : 'text'}
        autoCapitalize="none"
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        className="min-h-(--target) min-w-0 flex-[1_1_12rem] rounded-control border border-line-strong bg-ground px-2.5 font-mono text-code pointer-coarse:text-[1rem]"
      />
      <Button size="small" type="submit">
        Enter
      </Button>
    </form>
  )
}
