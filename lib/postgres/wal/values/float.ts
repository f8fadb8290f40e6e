/** float4 and float8: the shortest digits that give the same number back. Source: common/d2s.c, f2s.c. */
import { type Output, viewOf } from './output.ts'

export const float8: Output = (value) => printed(viewOf(value).getFloat64(0, true), digitsOf64, 15)
export const float4: Output = (value) => printed(viewOf(value).getFloat32(0, true), digitsOf32, 6)

/** Digits, and the power of ten that the first one counts. */
interface Decimal {
  digits: string
  exponent: number
}

function printed(number: number, digitsOf: (positive: number) => string, largestFixed: number): string {
  if (Number.isNaN(number)) return 'NaN'
  const sign = number < 0 || Object.is(number, -0) ? '-' : ''
  if (number === 0) return `${sign}0`
  if (!Number.isFinite(number)) return `${sign}Infinity`
  const { digits, exponent } = decimalOf(digitsOf(Math.abs(number)))
  if (exponent >= -4 && exponent < largestFixed) return sign + fixed(digits, exponent)
  const fraction = digits.length > 1 ? `.${digits.slice(1)}` : ''
  const power = String(Math.abs(exponent)).padStart(2, '0')
  return `${sign}${digits[0]}${fraction}e${exponent < 0 ? '-' : '+'}${power}`
}

function fixed(digits: string, exponent: number): string {
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${digits}`
  if (digits.length <= exponent + 1) return digits.padEnd(exponent + 1, '0')
  return `${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`
}

function decimalOf(scientific: string): Decimal {
  const [mantissa = '0', exponent = '0'] = scientific.split('e')
  const digits = mantissa.replace('.', '').replace(/0+$/, '')
  return { digits: digits || '0', exponent: Number(exponent) }
}

/** JavaScript's shortest digits, but for those that lie half-way to the next number: PostgreSQL takes none of them. */
function digitsOf64(number: number): string {
  const shortest = number.toExponential()
  if (number < 2 ** 52 || !isHalfWay(shortest, number)) return shortest
  for (let precision = 15; precision < 17; precision++) {
    const candidate = number.toExponential(precision)
    if (Number(candidate) === number && !isHalfWay(candidate, number)) return candidate
  }
  return number.toExponential(16)
}

function isHalfWay(scientific: string, number: number): boolean {
  const { digits, exponent } = decimalOf(scientific)
  const zeros = exponent + 1 - digits.length
  if (zeros < 0) return false
  const written = BigInt(digits) * 10n ** BigInt(zeros)
  const exact = BigInt(number)
  if (written === exact) return false
  const ulp = 2 ** Math.max(0, Math.floor(Math.log2(number)) - 52)
  const next = BigInt(written > exact ? number + ulp : number - ulp)
  return written * 2n === exact + next
}

/** The fewest digits that round to this number; of those, the nearest, and half-way the even one. */
function digitsOf32(number: number): string {
  const [exact = '', power] = number.toExponential(100).split('e')
  for (let precision = 0; precision < 9; precision++) {
    const rounded = number.toExponential(precision)
    const head = exact.slice(0, precision === 0 ? 1 : precision + 2)
    const isTie = /^\.?50*$/.test(exact.slice(head.length)) && /[02468]$/.test(head)
    const candidate = isTie ? `${head}e${power}` : rounded
    if (Math.fround(Number(candidate)) === number && !isHalfWay32(Number(candidate), number)) return candidate
  }
  return number.toExponential(8)
}

function isHalfWay32(written: number, number: number): boolean {
  const bits = new Int32Array(Float32Array.of(number).buffer)
  const neighbour = new Int32Array([(bits[0] ?? 0) + (written > number ? 1 : -1)])
  const [next = number] = new Float32Array(neighbour.buffer)
  return written !== number && 2 * written === number + next
}
