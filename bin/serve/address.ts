/** The two options that say where a server listens. */
import { InvalidArgumentError } from 'commander'

/** A TCP port: a whole number from 0 (any free one) to 65535. */
export function portOption(value: string): number {
  const port = Number(value)
  if (!/^\d+$/.test(value) || port > 65535) {
    throw new InvalidArgumentError('A port is a whole number from 0 to 65535.')
  }
  return port
}

/** A host name or address of this machine. */
export function hostOption(value: string): string {
  if (value.trim() === '') throw new InvalidArgumentError('A host is a name or an address of this machine.')
  return value.trim()
}
