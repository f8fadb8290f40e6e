/**
 * The records that lie in a browser's storage, and their keys. Storage outlives versions of the page and belongs to
 * the learner: whatever is read from it is looked at before it is believed, and what does not fit is not there.
 */
import type { CellRun, KeptSessions, SessionSpec } from '../model.ts'
import type { WorkKey } from '../storage.ts'
import { isCellRun, isObject } from './valid-run.ts'

/** A number grows with each change of its record's shape; records of other versions stay untouched. */
const versions = { text: 1, run: 2, sessions: 1 }

/** A learner's text. `savedAt` in milliseconds since the epoch tells the newer of two copies. */
export interface TextRecord {
  source: string
  savedAt: number
}

/** What all keys of one cell's work have in common. Parts are escaped, so no two cells share a key. */
export function keyText(key: WorkKey): string {
  return [key.lesson, key.cell, key.starterHash].map(encodeURIComponent).join('/')
}

/** The lesson that a key of any record belongs to. */
export function lessonOf(key: string): string {
  return decodeURIComponent(key.split('/')[2] ?? '')
}

export function textKey(key: WorkKey): string {
  return `text/${versions.text}/${keyText(key)}`
}

export function runKey(key: WorkKey): string {
  return `run/${versions.run}/${keyText(key)}`
}

export function sessionsKey(lesson: string): string {
  return `sessions/${versions.sessions}/${encodeURIComponent(lesson)}`
}

/** What in it are sessions, and cells that were moved. */
export function readSessions(value: unknown): KeptSessions {
  const { own, moved } = isObject(value) ? value : {}
  const names = Object.entries(isObject(moved) ? moved : {})
  return {
    own: Array.isArray(own) ? own.flatMap(readSession) : [],
    moved: Object.fromEntries(names.flatMap(([id, name]) => (typeof name === 'string' ? [[id, name]] : []))),
  }
}

function readSession(value: unknown): SessionSpec[] {
  if (!isObject(value)) return []
  const { name, role, database } = value
  const texts = typeof name === 'string' && typeof role === 'string' && typeof database === 'string'
  return texts ? [{ name, role, database }] : []
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
