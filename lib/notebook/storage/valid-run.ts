/** Whether a value that came out of storage is a run that the page can draw. */
import type { CellOutput, CellRun } from '../model.ts'

type Fields = Record<string, unknown>

export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isCellRun(value: unknown): value is CellRun {
  return (
    isObject(value) &&
    orNull(isNumber)(value.count) &&
    isString(value.session) &&
    isString(value.source) &&
    orNull(isRange)(value.part) &&
    isNumber(value.epoch) &&
    listOf(isOutput)(value.outputs) &&
    orNull(isResult)(value.result) &&
    isNumber(value.startedAt) &&
    orNull(isNumber)(value.endedAt) &&
    isStatus(value.statusBefore) &&
    orNull(isStatus)(value.statusAfter) &&
    listOf(isPastWait)(value.waits) &&
    typeof value.fromBefore === 'boolean'
  )
}

/** Each kind of output must have what its view reads. A kind that this version does not know is not an output. */
const outputs: Record<CellOutput['kind'], (output: Fields) => boolean> = {
  table: ({ columns, chunks, rowCount, title, footers, tag }) =>
    listOf(isColumn)(columns) &&
    listOf(listOf(listOf(orNull(isString))))(chunks) &&
    isNumber(rowCount) &&
    optional(isString)(title) &&
    optional(listOf(isString))(footers) &&
    optional(isString)(tag),
  tag: ({ tag }) => isString(tag),
  notice: ({ fields, statement }) => isErrorFields(fields) && optional(isString)(statement),
  error: ({ fields, statement, at }) => isErrorFields(fields) && isString(statement) && optional(isRange)(at),
  text: ({ text }) => isString(text),
  notification: ({ channel, payload, pid }) => isString(channel) && isString(payload) && isNumber(pid),
  'script-error': ({ message, hint, at }) =>
    isString(message) && optional(isString)(hint) && optional(isRange)(at),
  lost: ({ message }) => isString(message),
  stream: ({ name, text }) => (name === 'stdout' || name === 'stderr') && isString(text),
  display: ({ text, html, image }) => isString(text) && optional(isString)(html) && optional(isImage)(image),
  traceback: ({ name, message, text, at }) =>
    isString(name) && isString(message) && isString(text) && optional(isRange)(at),
  remark: ({ text }) => isString(text),
}

function isOutput(value: unknown): boolean {
  if (!isObject(value) || !isString(value.kind) || !Object.hasOwn(outputs, value.kind)) return false
  return outputs[value.kind as CellOutput['kind']](value)
}

function isImage(value: unknown): boolean {
  if (!isObject(value)) return false
  const { type, base64, source } = value
  return type === 'image/png'
    ? isString(base64) && isBase64(base64)
    : type === 'image/svg+xml' && isString(source)
}

function isColumn(value: unknown): boolean {
  return (
    isObject(value) &&
    isString(value.name) &&
    isNumber(value.typeOid) &&
    isNumber(value.typeModifier) &&
    isString(value.typeName)
  )
}

/** Texts but for the two positions, and for the letters that the manual does not name. */
function isErrorFields(value: unknown): boolean {
  if (!isObject(value)) return false
  const { position, internalPosition, unrecognized, ...texts } = value
  return (
    isString(texts.severity) &&
    isString(texts.code) &&
    isString(texts.message) &&
    optional(isNumber)(position) &&
    optional(isNumber)(internalPosition) &&
    optional(isObject)(unrecognized) &&
    Object.values(texts).every(optional(isString))
  )
}

function isResult(value: unknown): boolean {
  return (
    isObject(value) &&
    ['ok', 'failed', 'stopped', 'lost'].includes(String(value.outcome)) &&
    optional(isString)(value.code) &&
    isStatus(value.status)
  )
}

function isPastWait(value: unknown): boolean {
  return isObject(value) && listOf(isString)(value.for) && isNumber(value.since) && isNumber(value.until)
}

function isRange(value: unknown): boolean {
  return isObject(value) && isNumber(value.from) && isNumber(value.to)
}

function isStatus(value: unknown): boolean {
  return value === 'I' || value === 'T' || value === 'E'
}

function isBase64(text: string): boolean {
  return /^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(text)
}

function isString(value: unknown): value is string {
  return typeof value === 'string'
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value)
}

type Test = (value: unknown) => boolean

function orNull(test: Test): Test {
  return (value) => value === null || test(value)
}

function optional(test: Test): Test {
  return (value) => value === undefined || test(value)
}

function listOf(test: Test): Test {
  return (value) => Array.isArray(value) && value.every(test)
}
