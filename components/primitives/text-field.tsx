/** A line to write in, with its name above and what is wrong with it below. */
import { type ComponentProps, useId } from 'react'

export interface TextFieldProps extends Omit<ComponentProps<'input'>, 'onChange'> {
  label: string
  /** What it is for, in few words. */
  note?: string
  /** What is wrong; null while nothing is. */
  mistake: string | null
  onText: (text: string) => void
}

/** Mistakes are read out with the field. No capitals, no corrections: names are meant as they are typed. */
export function TextField({ label, note, mistake, onText, ...input }: TextFieldProps) {
  const id = useId()
  const told = mistake ?? note
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="font-semibold text-small">
        {label}
      </label>
      <input
        id={id}
        type="text"
        autoCapitalize="none"
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        aria-invalid={mistake !== null}
        aria-describedby={told === undefined ? undefined : `${id}-told`}
        onChange={(event) => onText(event.target.value)}
        className="min-h-(--target) rounded-control border border-line-strong bg-ground px-2.5 font-mono text-code aria-invalid:border-error pointer-coarse:text-[1rem]"
        {...input}
      />
      {told !== undefined && (
        <p id={`${id}-told`} className={mistake === null ? 'text-ink-2 text-small' : 'text-error text-small'}>
          {told}
        </p>
      )}
    </div>
  )
}
