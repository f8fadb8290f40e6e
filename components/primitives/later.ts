/** A component whose code is loaded when it is drawn for the first time; a Suspense around it keeps its place empty. */
import { type ComponentType, type LazyExoticComponent, lazy } from 'react'

/** In a page that the build has drawn, what it shows is there from the beginning. */
export function later<Props>(
  load: () => Promise<ComponentType<Props>>,
): LazyExoticComponent<ComponentType<Props>> {
  return lazy(async () => ({ default: await load() }))
}
