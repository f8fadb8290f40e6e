/** The fields of an error or a notice in psql's order and words, each line in its own type. */
import type { ReactNode } from 'react'
import type { ErrorFields } from '../../lib/postgres/protocol/error-fields.ts'
import { classes } from '../primitives/classes.ts'
import { Verbatim } from '../primitives/message.tsx'

const tones = { error: 'text-error', calm: 'text-ink', plain: 'text-ink' } as const

export interface FieldLinesProps {
  fields: ErrorFields
  tone: keyof typeof tones
  /** LINE and caret, between message and detail. */
  children?: ReactNode
}

/** DETAIL and HINT are always shown: they are half of what PostgreSQL has to say. */
export function FieldLines({ fields, tone, children }: FieldLinesProps) {
  return (
    <>
      <Field label={fields.severity} tone={tone} text={fields.message} />
      {children}
      {fields.detail !== undefined && <Field label="DETAIL" tone={tone} text={fields.detail} />}
      {fields.hint !== undefined && <Field label="HINT" tone={tone} text={fields.hint} />}
      {fields.internalQuery !== undefined && <Field label="QUERY" tone={tone} text={fields.internalQuery} />}
      {fields.where !== undefined && <Field label="CONTEXT" tone={tone} text={fields.where} />}
    </>
  )
}

function Field({ label, tone, text }: { label: string; tone: keyof typeof tones; text: string }) {
  return (
    <Verbatim>
      <b className={classes('font-semibold', tones[tone])}>{label}:</b>
      {'  '}
      {text}
    </Verbatim>
  )
}
