/** Names of lessons: that of the file without `.md`, which is the last part of the page's address. */

/** Name of the file without folders and `.md`. */
export function slugOf(file: string): string {
  return file.replace(/^.*[\\/]/s, '').replace(/\.md$/i, '')
}

/** Whether the name can stand in an address: small letters and digits, in words joined by `-`. */
export function isLessonName(name: string): boolean {
  return /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name)
}

/** The nearest name that can; '' if nothing is left. */
export function asLessonName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}

/** A title for a lesson of this name: `two-sessions` becomes `Two sessions`. */
export function titleOf(name: string): string {
  const words = asLessonName(name).replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
