/** Places in the transaction panel that a lesson's text may point at: `#panel-changes`, `#panel-session-alice`. */

/** What a link's fragment names; NAME stands for a session's name. The names are a contract with lessons that are not ours. */
export const panelFragments = {
  panel: 'the whole panel',
  'panel-sessions': 'the sessions and their states',
  'panel-timeline': 'statements, transactions and waits in order',
  'panel-changes': 'what is pending, committed and rolled back',
  'panel-sees': 'who sees what',
  'panel-locks': 'who holds locks, and who waits for them',
  'panel-history': 'everything that happened, as a table',
  'panel-session-NAME':
    'one session: its state, its changes, its lane; of Python, a connection by the name of its variable',
} as const

/** A part of the panel, or in it what belongs to one session. */
export type PanelTarget =
  | { part: 'all' | 'sessions' | 'timeline' | 'changes' | 'sees' | 'locks' | 'history' }
  | { part: 'session'; session: string }

const parts: Readonly<Record<string, PanelTarget>> = {
  panel: { part: 'all' },
  'panel-sessions': { part: 'sessions' },
  'panel-timeline': { part: 'timeline' },
  'panel-changes': { part: 'changes' },
  'panel-sees': { part: 'sees' },
  'panel-locks': { part: 'locks' },
  'panel-history': { part: 'history' },
}

const sessionPrefix = 'panel-session-'

/** Whether a fragment (without `#`) means the panel, right or wrong. */
export function pointsAtPanel(fragment: string): boolean {
  return /^panel(?:-|$)/i.test(fragment)
}

/** Null if the panel has no such place. Any session's name will do: which there are, the lesson knows. */
export function panelTarget(fragment: string): PanelTarget | null {
  if (Object.hasOwn(parts, fragment)) return parts[fragment] ?? null
  if (!fragment.startsWith(sessionPrefix) || fragment === sessionPrefix) return null
  return { part: 'session', session: fragment.slice(sessionPrefix.length) }
}

/** Variables that Python cells set, by what is written in them: each of them may hold a connection. */
export function variablesIn(sources: readonly string[]): string[] {
  const setting = /^[ \t]*(?:with [^\n]* as ([A-Za-z_]\w*):|([A-Za-z_]\w*)[ \t]*=(?!=))/gm
  const names = sources.flatMap((source) =>
    Array.from(source.matchAll(setting), ([, managed, assigned]) => managed ?? assigned ?? ''),
  )
  return [...new Set(names)]
}

/** Every fragment that is right in a lesson with these sessions. */
export function panelFragmentsOf(sessions: readonly string[]): string[] {
  return [...Object.keys(parts), ...sessions.map((name) => `${sessionPrefix}${name}`)]
}
