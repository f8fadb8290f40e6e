/** Output functions of built-in types by OID of the type: catalog/pg_type.dat. */
import { date, interval, time, timestamp, timestampWithZone, timeWithZone } from './date-time.ts'
import { float4, float8 } from './float.ts'
import { box, circle, line, path, point, polygon, segment } from './geometry.ts'
import { jsonb } from './jsonb.ts'
import { cidr, inet } from './network.ts'
import { numeric } from './numeric.ts'
import type { Output } from './output.ts'
import * as simple from './simple.ts'

export const builtInOutputs: ReadonlyMap<number, Output> = new Map<number, Output>([
  [16, simple.boolean],
  [17, simple.bytea],
  [18, simple.letter],
  [19, simple.name],
  [20, simple.int8],
  [21, simple.int2],
  [23, simple.int4],
  [25, simple.text],
  [26, simple.unsigned4],
  [27, simple.tid],
  [28, simple.unsigned4],
  [29, simple.unsigned4],
  [114, simple.text],
  [600, point],
  [601, segment],
  [602, path],
  [603, box],
  [604, polygon],
  [628, line],
  [650, cidr],
  [700, float4],
  [701, float8],
  [705, simple.cString],
  [718, circle],
  [774, simple.macAddress],
  [790, simple.money],
  [829, simple.macAddress],
  [869, inet],
  [1042, simple.text],
  [1043, simple.text],
  [1082, date],
  [1083, time],
  [1114, timestamp],
  [1184, timestampWithZone],
  [1186, interval],
  [1266, timeWithZone],
  [1560, simple.bits],
  [1562, simple.bits],
  [1700, numeric],
  [1790, simple.text],
  [2275, simple.cString],
  [2950, simple.uuid],
  [3220, simple.walPosition],
  [3802, jsonb],
  [5069, simple.unsigned8],
])

/** int2vector and oidvector: written with blanks, stored as arrays. */
export const vectorTypes: ReadonlySet<number> = new Set([22, 30])
