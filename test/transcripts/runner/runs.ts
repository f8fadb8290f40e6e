/** A spec's runs: each of its orders, with each value of each of its variables. */
import type { Order, Spec } from './spec.ts'

export interface Run {
  /** The values, and the order's title. */
  title: string
  order: Order
  /** Puts the values in place of `:name`. */
  fill: (sql: string) => string
}

/** In the order of the spec; the last variable turns fastest. */
export function runsOf(spec: Spec): Run[] {
  const settings = spec.variables.reduce<ReadonlyMap<string, string>[]>(
    (all, { name, values }) =>
      all.flatMap((setting) => values.map((value) => new Map([...setting, [name, value]]))),
    [new Map()],
  )
  return spec.orders.flatMap((order) =>
    settings.map((setting) => ({
      title: [...setting.values(), order.title].filter((part) => part !== '').join(' · '),
      order,
      // Two colons are a cast.
      fill: (sql) => sql.replace(/(?<!:):(\w+)/g, (found, name: string) => setting.get(name) ?? found),
    })),
  )
}
