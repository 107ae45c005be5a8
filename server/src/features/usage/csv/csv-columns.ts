import { namedUnit } from '../meter-data/named-units.ts'
import type { SourceUnit } from '../meter-data/units.ts'

/** Where a file of values has what. A column that is not there is undefined. */
export type CsvColumns = {
  date?: number
  start: number
  end?: number
  minutes?: number
  unit?: number
  direction?: number
  quality?: number
  /** What was used, and what was sent back: each with the unit that its heading names. */
  values: { column: number; flow: 'delivered' | 'received'; unit: SourceUnit | undefined }[]
}

const TIME: readonly [keyof Omit<CsvColumns, 'values'>, RegExp][] = [
  [
    'end',
    /^(interval |period |reading )?(end|to|until|stop)( ?(date|time|at|datetime|date ?\/ ?time|timestamp))*$/,
  ],
  [
    'start',
    /^(interval |period |reading )?(start|from|begin)( ?(date|time|at|datetime|date ?\/ ?time|timestamp))*$/,
  ],
  [
    'start',
    /^(timestamp|date ?time|date ?\/ ?time|date and time|interval|local time|read(ing)? ?(time|date ?time)|time)$/,
  ],
  ['date', /^((read(ing)?|usage|interval) ?)?(date|day)$/],
  ['minutes', /^(duration|interval( length)?)( ?\(?min(ute)?s?\)?)$|^minutes$/],
  ['unit', /^(units?|uom|unit of measure(ment)?)$/],
  ['direction', /^(direction|flow( direction)?|channel)$/],
  ['quality', /^(quality|status|read(ing)? ?(type|quality|status)|flag|estimated)$/],
]
const RECEIVED = /received|generat|export|feed.?in|solar|sent back|returned|to grid/
const DELIVERED =
  /usage|used|consum|deliver|import|energy|value|amount|quantity|reading|from grid|demand charge free/
const NOT_USAGE =
  /cost|price|charge|amount \(?\$|\$|temp|fee|rate|peak|demand|note|type|name|account|meter|power|net\b/

/** Returns a heading's words and the unit that it names in brackets or at its end: `USAGE (kWh)`, `Import kWh`. */
function heading(text: string): { words: string; unit: SourceUnit | undefined } {
  const plain = text.toLowerCase().replace(/[_-]+/g, ' ').replace(/\s+/g, ' ').trim()
  const [, words = plain, inBrackets] = /^(.*?)\s*[([]([^)\]]+)[)\]]$/.exec(plain) ?? []
  const last = plain.slice(plain.lastIndexOf(' ') + 1)
  return { words: inBrackets === undefined ? plain : words, unit: namedUnit(inBrackets ?? last) }
}

/** Returns the columns of a line of headings; undefined if it has no times or no values of usage. */
export function csvColumns(fields: readonly string[]): CsvColumns | undefined {
  const columns: Partial<CsvColumns> & Pick<CsvColumns, 'values'> = { values: [] }
  for (const [column, text] of fields.entries()) {
    const { words, unit } = heading(text)
    const [time] = TIME.find(([name, form]) => columns[name] === undefined && form.test(words)) ?? []
    if (time) columns[time] = column
    else if (words === '' || (NOT_USAGE.test(words) && !/net meter/.test(words))) continue
    else if (RECEIVED.test(words)) columns.values.push({ column, flow: 'received', unit })
    else if (DELIVERED.test(words) || unit) columns.values.push({ column, flow: 'delivered', unit })
  }
  const { start, date } = columns
  if (columns.values.length === 0 || (start === undefined && date === undefined)) return undefined
  if (new Set(columns.values.map(({ flow }) => flow)).size < columns.values.length) return undefined
  return {
    ...columns,
    start: start ?? date ?? 0,
    ...(start === undefined ? { date: undefined } : {}),
  } as CsvColumns
}
