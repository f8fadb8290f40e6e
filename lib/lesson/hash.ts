/** A short fingerprint of a text. */

/**
 * 64 bits of FNV-1a (two 32-bit rounds with different starts) in base 36. Not for secrets. Line ends count as LF, so that
 * a lesson checked out on another system keeps its fingerprints. The learner's work is kept by cell id and this.
 */
export function hashText(text: string): string {
  const normal = text.replace(/\r\n?/g, '\n')
  return fnv1a(normal, 0x811c9dc5) + fnv1a(normal, 0x050c5d1f)
}

function fnv1a(text: string, start: number): string {
  let hash = start
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    hash = Math.imul(hash ^ (unit & 0xff), 0x01000193)
    hash = Math.imul(hash ^ (unit >>> 8), 0x01000193)
  }
  return (hash >>> 0).toString(36).padStart(7, '0')
}
