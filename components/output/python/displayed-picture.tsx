/** A picture that Python has drawn. As an image, SVG runs no script, and loads nothing. */
import type { DisplayedImage } from '../../../lib/python/kernel.ts'

export function DisplayedPicture({ image, text }: { image: DisplayedImage; text: string }) {
  return <img src={addressOf(image)} alt={text} className="h-auto max-w-full bg-white" />
}

function addressOf(image: DisplayedImage): string {
  return image.type === 'image/png'
    ? `data:image/png;base64,${image.base64.replace(/\s/g, '')}`
    : `data:image/svg+xml,${encodeURIComponent(image.source)}`
}
