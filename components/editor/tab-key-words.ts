/** What the accessible description of an editor says of Tab; kept apart, since it is needed before any editor. */
export const tabKeyInWords = 'Once you type, Tab indents; Escape, then Tab leaves.'
