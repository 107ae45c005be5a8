import { z } from 'zod'

type Json = {
  type?: string
  properties?: Record<string, Json>
  items?: Json
  anyOf?: Json[]
}

/** What the header's columns make of a record: `names.0.surname` is a property of an object in a list of the record. */
type Node =
  | { is: 'leaf'; at: number; type: string }
  | { is: 'object'; entries: Map<string, Node> }
  | { is: 'list'; items: Map<string, Node> }

/**
 * Makes records of rows by the header and the schema. A cell is text, or what the schema says it is; an empty one is absent.
 * A list with columns is there, also when all of them are empty; an object of a list without any value is not.
 * @returns the records' maker, or the columns that the schema does not know or that are there twice
 */
export function recordsOfRows(
  header: readonly string[],
  schema: z.ZodType,
): { unknown: string[] } | ((cells: readonly string[]) => unknown) {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Json
  const root: Node = { is: 'object', entries: new Map() }
  const unknown = header.filter((column, at) => !place(root, json, column.trim().split('.'), at))
  return unknown.length > 0 ? { unknown } : (cells) => recordValue(root, cells) ?? {}
}

/** Puts a column into the tree; false where the schema has no such place. */
function place(node: Node, schema: Json, path: readonly string[], at: number): boolean {
  const [name = '', ...rest] = path
  const inside = node.is === 'list' ? schema.items : schema.properties?.[name]
  const childSchema = inside && plainSchema(inside)
  if (!childSchema || node.is === 'leaf') return false
  if (node.is === 'list' && !/^\d{1,3}$/.test(name)) return false
  const children = node.is === 'list' ? node.items : node.entries
  const isLeaf = childSchema.type !== 'object' && childSchema.type !== 'array'
  if (isLeaf !== (rest.length === 0)) return false
  if (isLeaf) {
    if (children.has(name)) return false
    children.set(name, { is: 'leaf', at, type: childSchema.type ?? 'string' })
    return true
  }
  const child: Node =
    children.get(name) ??
    (childSchema.type === 'array' ? { is: 'list', items: new Map() } : { is: 'object', entries: new Map() })
  children.set(name, child)
  return place(child, childSchema, rest, at)
}

/** Returns the schema of a value that may be null, without the null. */
function plainSchema(schema: Json): Json {
  return schema.anyOf?.find(({ type }) => type !== 'null') ?? schema
}

function recordValue(node: Node, cells: readonly string[]): unknown {
  if (node.is === 'leaf') return cellValue(cells[node.at] ?? '', node.type)
  if (node.is === 'list') return [...node.items.values()].flatMap((item) => recordValue(item, cells) ?? [])
  const entries: [string, unknown][] = []
  let isThere = false
  for (const [name, child] of node.entries) {
    const value = recordValue(child, cells)
    if (value === undefined) continue
    entries.push([name, value])
    isThere ||= !Array.isArray(value) || value.length > 0
  }
  return isThere ? Object.fromEntries(entries) : undefined
}

const truths = new Map([
  ...['true', 'yes', 'y', 't', '1'].map((word) => [word, true] as const),
  ...['false', 'no', 'n', 'f', '0'].map((word) => [word, false] as const),
])

/**
 * What is none of its type stays text: the schema says so then. An integer is its plain digits and nothing that a spreadsheet
 * made of them: `1.24E+09`, `1240000000.00` and `01240000000` are no account number.
 */
function cellValue(cell: string, type: string): unknown {
  const text = cell.trim()
  if (text === '') return undefined
  if (type === 'boolean') return truths.get(text.toLowerCase()) ?? text
  if (type === 'integer') return /^(0|-?[1-9]\d*)$/.test(text) ? Number(text) : text
  if (type === 'number') return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text
  return text
}
