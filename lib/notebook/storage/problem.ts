/** What a learner reads when the browser does not keep their work: what it means, and what helps. */
import { NoAnswerError } from './database.ts'

/** One sentence for what the browser's storage has said. */
export function problemOf(error: unknown): string {
  if (error instanceof NoAnswerError) {
    return 'Your work is kept only while this page is open, since the browser’s storage does not answer: close other tabs of this site and reload.'
  }
  switch (error instanceof Error || error instanceof DOMException ? error.name : '') {
    case 'QuotaExceededError':
      return 'Your work is kept only while this page is open, since the browser’s storage is full: free some space on this device.'
    case 'SecurityError':
      return 'Your work is kept only while this page is open, since the browser refuses storage here: allow this site to store data, or use a window that is not private.'
    default:
      return 'Your work is kept only while this page is open, since the browser’s storage does not work: copy what you want to keep, then reload.'
  }
}
