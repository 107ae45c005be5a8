import type { Keys } from '#encryption/encryption-keys.ts'
import { openValue } from '#encryption/sealed-value.ts'
import { readingsOf } from '#features/usage/index.ts'
import type { FieldKind, Fields } from './section.ts'

export type Value = string | number | boolean | null | Value[] | { [name: string]: Value }
export type ShapedRow = { [name: string]: Value }

const snake = (name: string) =>
  name.replace(/[A-Z]|\d+$/g, (part) => (/\d/.test(part) ? part : `_${part.toLowerCase()}`))

function shaped(kind: FieldKind, value: Value | undefined): Value {
  if (value === null || value === undefined) return null
  if (kind === 'instant') return new Date(String(value)).toISOString()
  if (kind === 'readings') return readingsOf(Buffer.from(String(value), 'hex'))
  return value
}

/** Returns a row with the section's fields in their order, as both files give them: instants in UTC, readings as numbers. */
export function shapedRow(fields: Fields, row: unknown): ShapedRow {
  const raw = row as Record<string, Value>
  return Object.fromEntries(
    Object.entries(fields).map(([name, kind]): [string, Value] => {
      const value = raw[snake(name)]
      if (typeof kind === 'string') return [name, shaped(kind, value)]
      return [name, ((value ?? []) as Value[]).map((one) => shapedRow(kind.list, one))]
    }),
  )
}

/** Opens an identifier's sealed value for a reader who may reveal it; null for any other. */
export function withIdentifier(row: ShapedRow, keys: Keys | null): ShapedRow {
  const sealed = row.value
  if (keys === null || typeof sealed !== 'string') return { ...row, value: null }
  return { ...row, value: openValue(keys, Buffer.from(sealed, 'hex')) }
}
