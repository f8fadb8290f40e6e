/** Whether the page has no room beside the text, so that the panel is a sheet. */

/** Below `lg` of the styles. */
export function isNarrow(): boolean {
  return matchMedia('(width < 62.5rem)').matches
}
