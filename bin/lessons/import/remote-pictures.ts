/** Pictures from elsewhere become links: the page of a lesson is isolated, so that it could not show them. */
import type { Imported } from './imported.ts'

const written = /!\[([^\]]*)\]\((https?:[^)\s]+)[^)]*\)|<img\b[^>]*?\bsrc=["']?(https?:[^"'\s>]+)[^>]*>/g

export function takeRemotePictures({ blocks, losses }: Imported): void {
  for (const block of blocks) {
    if (block.kind !== 'text') continue
    const { text, line } = block
    block.text = text.replace(
      written,
      (_, alt: string | undefined, markdown: string, html: string, at: number) => {
        const address = markdown ?? html
        losses.push({
          line: line + text.slice(0, at).split('\n').length - 1,
          says: `the picture ${address} becomes a link: put it beside the lesson, and name it there`,
        })
        return `[${alt || 'a picture'}](${address})`
      },
    )
  }
}
