/**
 * The records that lie in a browser's storage, and their keys. Storage outlives versions of the page and belongs to
 * the learner: whatever is read from it is looked at before it is believed, and what does not fit is not there.
 */
import type { CellRun } from '../model.ts'
import type { WorkKey } from '../storage.ts'
import { isCellRun, isObject } from './valid-run.ts'

/** Grows with each change of a record's shape; records of other versions stay untouched. */
const version = 1

/** A learner's text. `savedAt` in milliseconds since the epoch tells the newer of two copies. */
export interface TextRecord {
  source: string
  savedAt: number
}

/** What all keys of one cell's work have in common. Parts are escaped, so no two cells share a key. */
export function keyText(key: WorkKey): string {
  return [key.lesson, key.cell, key.starterHash].map(encodeURIComponent).join('/')
}

export function textKey(key: WorkKey): string {
  return `text/${version}/${keyText(key)}`
}

export function runKey(key: WorkKey): string {
  return `run/${version}/${keyText(key)}`
}

/** The record, if it is one. */
export function readText(value: unknown): TextRecord | null {
  if (!isObject(value)) return null
  const { source, savedAt } = value
  return typeof source === 'string' && typeof savedAt === 'number' ? { source, savedAt } : null
}

/** The run, if it is one that has ended. */
export function readRun(value: unknown): CellRun | null {
  return isCellRun(value) && value.result !== null ? value : null
}
