import { z } from 'zod'
import type { Dice } from './dice.ts'
import { hostileNumbers, hostileStrings, hostileValues } from './hostile.ts'

type Json = {
  type?: string
  enum?: unknown[]
  const?: unknown
  anyOf?: Json[]
  oneOf?: Json[]
  items?: Json
  properties?: Record<string, Json>
  required?: string[]
  additionalProperties?: Json | boolean
  minimum?: number
  exclusiveMinimum?: number
  maximum?: number
  pattern?: string
  format?: string
  minLength?: number
}

/** Values that exist, by the name of their field: `accountId`, `taskId`, `version` ... */
export type Known = Record<string, readonly unknown[]>

const schemas = new WeakMap<z.ZodType, Json>()
function jsonOf(schema: z.ZodType): Json {
  const made =
    schemas.get(schema) ?? (z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Json)
  schemas.set(schema, made)
  return made
}

/**
 * Returns something to send where the contract asks for `schema`. Half of the time all of it is plausible but for one value at
 * the end of its type: so it passes what looks at the others. Else each value may be anything.
 */
export function fromSchema(dice: Dice, schema: z.ZodType, existingValues: Known): unknown {
  const isCareful = dice.chance(0.6)
  const made = sentFor({ dice, existingValues, hostility: isCareful ? 0 : 0.3 }, jsonOf(schema), '')
  return isCareful && dice.chance(0.7) ? withOneHostile(dice, made) : made
}

/** Replaces one value somewhere in it by a hostile one, mostly of the same type. */
function withOneHostile(dice: Dice, made: unknown): unknown {
  if (typeof made !== 'object' || made === null) {
    if (typeof made === 'number') return dice.pick(hostileNumbers)
    return typeof made === 'string' ? dice.pick(hostileStrings) : dice.pick(hostileValues)
  }
  const entries = Object.entries(made)
  const [name] = entries.length > 0 ? dice.pick(entries) : []
  const changed = entries.map(([key, part]) => [key, key === name ? withOneHostile(dice, part) : part])
  return Array.isArray(made) ? changed.map(([, part]) => part) : Object.fromEntries(changed)
}

/** Returns something plausible to send where the contract asks for `schema`. */
export const plausible = (dice: Dice, schema: z.ZodType, existingValues: Known): unknown =>
  sentFor({ dice, existingValues, hostility: 0 }, jsonOf(schema), '')

type FieldPath = readonly string[]

/** Returns the way to each field of a schema, also to those inside of fields. A list counts as its first element. */
export function fieldPaths(schema: z.ZodType | undefined): FieldPath[] {
  const within = (json: Json, at: FieldPath): FieldPath[] => {
    const parts = [...(json.anyOf ?? []), ...(json.oneOf ?? [])].flatMap((part) => within(part, at))
    const fields = Object.entries(json.properties ?? {}).flatMap(([name, part]) => [
      [...at, name],
      ...within(part, [...at, name]),
    ])
    const items = json.items ? [[...at, '0'], ...within(json.items, [...at, '0'])] : []
    return [...parts, ...fields, ...items]
  }
  const paths = schema ? within(jsonOf(schema), []) : []
  return [...new Map(paths.map((path) => [path.join('.'), path])).values()]
}

/** Returns a copy with another value at the end of the way. What is missing on the way is made. */
export function withValueAt(made: unknown, [name, ...rest]: FieldPath, value: unknown): unknown {
  if (name === undefined) return value
  if (name === '0') {
    const [first, ...others] = Array.isArray(made) ? made : []
    return [withValueAt(first, rest, value), ...others]
  }
  const fields = typeof made === 'object' && made !== null ? (made as Record<string, unknown>) : {}
  return { ...fields, [name]: withValueAt(fields[name], rest, value) }
}

/** Returns the names of the fields that an object's schema has. */
export const fieldsOf = (schema: z.ZodType | undefined): string[] =>
  schema ? Object.keys(jsonOf(schema).properties ?? {}) : []

type Making = { dice: Dice; existingValues: Known; hostility: number }

function sentFor(making: Making, json: Json, name: string): unknown {
  const { dice, existingValues, hostility } = making
  if (dice.chance(hostility / 5)) return dice.pick(hostileValues)
  const existing = existingValues[name]
  if (existing && existing.length > 0 && dice.chance(1 - hostility)) return dice.pick(existing)
  const choices = json.anyOf ?? json.oneOf
  if (choices && choices.length > 0) return sentFor(making, dice.pick(choices), name)
  if (json.const !== undefined) return json.const
  if (json.enum && json.enum.length > 0)
    return dice.chance(hostility) ? dice.pick(hostileStrings) : dice.pick(json.enum)
  switch (json.type) {
    case 'object':
      return objectFor(making, json)
    case 'array':
      return Array.from({ length: dice.chance(hostility / 5) ? 300 : dice.below(3) }, () =>
        sentFor(making, json.items ?? {}, name.replace(/s$/, '')),
      )
    case 'integer':
    case 'number':
      return dice.chance(hostility) ? dice.pick(hostileNumbers) : numberFor(dice, json)
    case 'boolean':
      return dice.chance(0.5)
    case 'null':
      return null
    case 'string':
      return dice.chance(hostility) ? dice.pick(hostileStrings) : stringFor(dice, json)
    default:
      return dice.chance(hostility) ? dice.pick(hostileStrings) : 'words'
  }
}

function objectFor(making: Making, json: Json): unknown {
  const { dice, hostility } = making
  const entries: [string, unknown][] = []
  for (const [name, part] of Object.entries(json.properties ?? {})) {
    const isAsked = json.required?.includes(name) ?? false
    if (dice.chance(isAsked ? 1 - hostility / 10 : 0.3)) entries.push([name, sentFor(making, part, name)])
  }
  if (typeof json.additionalProperties === 'object')
    entries.push([dice.pick(hostileStrings), sentFor(making, json.additionalProperties, '')])
  if (dice.chance(hostility / 10)) entries.push([dice.pick(hostileStrings), dice.pick(hostileValues)])
  return Object.fromEntries(entries)
}

function numberFor(dice: Dice, json: Json): number {
  const least = json.minimum ?? (json.exclusiveMinimum ?? 0) + 1
  const most = json.maximum ?? least + 100
  return Math.min(most, Math.max(1, least) + dice.below(20))
}

function stringFor(dice: Dice, json: Json): string {
  if (json.format === 'uuid') return '6f1c8f1e-3b39-4f0a-9c1b-2a7a7f1a0a11'
  if (json.format === 'date') return `20${10 + dice.below(30)}-0${1 + dice.below(9)}-1${dice.below(9)}`
  if (json.format === 'date-time') return `2026-0${1 + dice.below(9)}-11T10:00:00Z`
  if (json.format === 'email') return 'm.alvarez@example.com'
  if (json.pattern?.includes('a-z2-7')) return 'a'.repeat(26)
  if (json.pattern?.includes('A-Z')) return 'USD'
  if (json.pattern?.includes('\\d{4}-')) return `${dice.pick(['0001', '2026', '9999'])}-12`
  return 'plain words of a person'.slice(0, Math.max(json.minLength ?? 1, 1 + dice.below(20)))
}
