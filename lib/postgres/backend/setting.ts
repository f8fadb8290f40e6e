/** A setting of PostgreSQL's as it lies in memory. Source of the structures: utils/guc_tables.h, on wasm32. */
import type { Memory } from './memory.ts'

/** Field of config_bool, config_string and so on: the C variable that has the value. */
const VARIABLE = 92

/** Address of the setting's config_generic. */
export function findSetting(memory: Memory, name: string): number {
  const text = memory.allocateText(name)
  const setting = memory.call('find_option', text, 0, 1, 0)
  memory.call('free', text)
  return setting
}

/** Address of the C variable behind a setting. */
export function variableOfSetting(memory: Memory, name: string): number {
  return memory.words[(findSetting(memory, name) + VARIABLE) >> 2] ?? 0
}
