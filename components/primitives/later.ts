/** A component whose code is loaded when it is drawn for the first time; a Suspense around it keeps its place empty. */
import { type ComponentType, type LazyExoticComponent, lazy } from 'react'
import { type PartOf, part } from './parts-of-the-page.ts'

/** In a page that the build has drawn, what it shows is there from the beginning. */
export function later<Props>(
  load: () => Promise<ComponentType<Props>>,
  of?: PartOf,
): LazyExoticComponent<ComponentType<Props>> {
  const get = part(load, of)
  return lazy(async () => ({ default: await get() }))
}
