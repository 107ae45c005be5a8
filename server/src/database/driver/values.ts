import { arrayText, readArrayText } from './array-text.ts'

/** PostgreSQL's object ids of types, which never change. */
const BOOL = 16
const BYTEA = 17
const INT8 = 20
const JSON_TEXT = 114
const TIMESTAMP = 1114
const TIMESTAMPTZ = 1184
const NUMERIC = 1700
const JSONB = 3802

/** Types of arrays, and of what is in them. */
const elementTypes = new Map([
  [199, JSON_TEXT],
  [1000, BOOL],
  [1001, BYTEA],
  [1002, 18],
  [1003, 19],
  [1005, 21],
  [1007, 23],
  [1009, 25],
  [1014, 1042],
  [1015, 1043],
  [1016, INT8],
  [1021, 700],
  [1022, 701],
  [1028, 26],
  [1041, 869],
  [1115, TIMESTAMP],
  [1182, 1082],
  [1185, TIMESTAMPTZ],
  [1187, 1186],
  [1231, NUMERIC],
  [2951, 2950],
  [3807, JSONB],
])

/** A value that is sent as JSON, whatever the parameter's type. */
export class JsonValue {
  constructor(readonly value: unknown) {}
}

/** What is sent: text, bytes, or null. */
export type Sent = string | Buffer | null

const isJson = (type: number) => type === JSON_TEXT || type === JSONB

/** Returns whether the encoding of a value depends on its parameter's type. */
export const needsType = (value: unknown): boolean =>
  typeof value === 'string' || (typeof value === 'object' && value !== null && !isPlain(value))

const isPlain = (value: object) => value instanceof Date || value instanceof Uint8Array

const bytes = (value: Uint8Array) => Buffer.from(value.buffer, value.byteOffset, value.byteLength)

function elementText(value: unknown, type: number): string | null | unknown[] {
  if (Array.isArray(value) && !isJson(type)) return value.map((element) => elementText(element, type))
  const sent = sendable(value, type)
  return Buffer.isBuffer(sent) ? `\\x${sent.toString('hex')}` : sent
}

/**
 * Returns a value as it is sent for a parameter.
 * @param type the parameter's; 0 where it is not known
 * @throws TypeError for a value that is neither JSON nor of a type of PostgreSQL
 */
export function sendable(value: unknown, type: number): Sent {
  if (value === null || value === undefined) return null
  if (value instanceof JsonValue) return JSON.stringify(value.value)
  if (isJson(type)) return JSON.stringify(value)
  switch (typeof value) {
    case 'string':
      return value
    case 'number':
    case 'bigint':
    case 'boolean':
      return String(value)
  }
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Uint8Array) return bytes(value)
  if (Array.isArray(value)) {
    const elementType = elementTypes.get(type) ?? 0
    return arrayText(value.map((element) => elementText(element, elementType) as string))
  }
  throw new TypeError(
    `A parameter cannot be ${typeof value === 'object' ? 'an object' : `a ${typeof value}`}`,
  )
}

/** Returns the type that a value itself says; 0 leaves it to the statement. */
export function typeSaidBy(value: unknown): number {
  if (value instanceof Date) return TIMESTAMPTZ
  if (value instanceof Uint8Array) return BYTEA
  if (typeof value === 'boolean') return BOOL
  if (typeof value === 'bigint') return INT8
  return 0
}

function safeNumber(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is beyond the safe integers`)
  return value
}

const asText = (text: string) => text
const asDate = (text: string) => new Date(text)
const asBytes = (text: string) => Buffer.from(text.slice(2), 'hex')

/** Dates stay text (`YYYY-MM-DD`); bigint and numeric become numbers. */
const readers = new Map<number, (text: string) => unknown>([
  [BOOL, (text) => text === 't'],
  [BYTEA, asBytes],
  [INT8, safeNumber],
  [21, Number],
  [23, Number],
  [26, Number],
  [700, Number],
  [701, Number],
  [JSON_TEXT, JSON.parse],
  [TIMESTAMP, asDate],
  [TIMESTAMPTZ, asDate],
  [NUMERIC, Number],
  [JSONB, JSON.parse],
])

/** Returns what makes a value of a column's text. */
export function readerOf(type: number): (text: string) => unknown {
  const element = elementTypes.get(type)
  if (element === undefined) return readers.get(type) ?? asText
  const read = readers.get(element) ?? asText
  return (text) => readArrayText(text, read)
}
