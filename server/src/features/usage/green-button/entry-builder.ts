import type { MeterDataLimits } from '../meter-data/limits.ts'
import { decimalField, type Field, integerField } from '../meter-data/number-field.ts'
import { ReadingColumns } from '../meter-data/reading-columns.ts'
import { MeterDataRefused, type Place, START } from '../meter-data/refused.ts'
import type { RawBlock, RawEntry, RawResource } from './entries.ts'

/**
 * Returns the path of a link for matching: without scheme and host (some files mix absolute and relative links), query, double
 * slashes and trailing slash.
 */
export function hrefPath(href: string): string {
  const path = href
    .trim()
    .replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '')
    .replace(/[?#].*$/s, '')
  return path.replace(/\/{2,}/g, '/').replace(/\/$/, '')
}

const RESOURCES: ReadonlySet<string> = new Set([
  'UsagePoint',
  'MeterReading',
  'ReadingType',
  'LocalTimeParameters',
])

function isResource(name: string): name is RawResource['kind'] {
  return RESOURCES.has(name)
}

/** Collects what usage needs from the tags of a file; leaves of anything else are dropped as they pass. */
export class EntryBuilder {
  sawResource = false
  readonly readings: ReadingColumns
  readonly #limits: MeterDataLimits
  readonly #place: () => Place
  readonly #entries: RawEntry[] = []
  #entry: RawEntry | undefined
  #block: RawBlock | undefined
  /** The number of the open reading. */
  #reading: number | undefined
  /** Open resources, innermost last: a ReadingType may stand inside a MeterReading. */
  readonly #open: RawResource[] = []
  readonly #path: string[] = []
  #text = ''
  #textPlace: Place = START

  constructor(limits: MeterDataLimits, place: () => Place) {
    this.#limits = limits
    this.#place = place
    this.readings = new ReadingColumns(limits.readings)
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    this.#path.push(name)
    this.#text = ''
    this.#textPlace = this.#place()
    if (name === 'entry') this.#entry = this.#newEntry()
    else if (name === 'link') this.#link(attributes)
    else if (name === 'IntervalBlock') {
      this.#openBlock()
    } else if (name === 'IntervalReading') this.#openReading()
    else if (isResource(name)) this.#openResource(name)
  }

  text(text: string): void {
    if (
      this.#reading !== undefined ||
      this.#block ||
      this.#open.length > 0 ||
      this.#path.at(-1) === 'updated'
    )
      this.#text += text
  }

  close(name: string): void {
    this.#path.pop()
    if (name === 'IntervalReading') this.#reading = undefined
    else if (name === 'IntervalBlock') this.#block = undefined
    else if (name === 'entry') this.#entry = undefined
    else if (this.#open.at(-1)?.kind === name) this.#open.pop()
    else this.#leaf(name)
    this.#text = ''
  }

  entries(): RawEntry[] {
    return this.#entries
  }

  /** A time that cannot be read says nothing about which entry is later. */
  #updated(text: string): void {
    const entry = this.#entry
    if (!entry) return
    entry.updatedAt = Date.parse(text) || 0
    for (const block of entry.blocks) block.updatedAt = entry.updatedAt
  }

  #newEntry(): RawEntry {
    if (this.#entries.length >= this.#limits.entries) {
      throw new MeterDataRefused('too-many-entries', this.#place(), `more than ${this.#limits.entries}`)
    }
    const entry: RawEntry = { self: [], up: [], related: [], resources: [], blocks: [], updatedAt: 0 }
    this.#entries.push(entry)
    return entry
  }

  /** Resources outside any entry (a bare IntervalBlock as the root) share an entry without links. */
  #current(): RawEntry {
    this.#entry ??= this.#newEntry()
    return this.#entry
  }

  #link(attributes: Readonly<Record<string, string>>): void {
    const { rel, href } = attributes
    if (!this.#entry || !href) return
    if (rel === 'self' || rel === 'up' || rel === 'related') this.#entry[rel].push(hrefPath(href))
  }

  #openBlock(): RawBlock {
    this.sawResource = true
    const entry = this.#current()
    const block: RawBlock = {
      ...this.#place(),
      start: undefined,
      duration: undefined,
      from: this.readings.length,
      count: 0,
      updatedAt: entry.updatedAt,
    }
    this.#block = block
    entry.blocks.push(block)
    return block
  }

  #openReading(): void {
    const block = this.#block ?? this.#openBlock()
    this.#reading = this.readings.add(this.#place())
    block.count += 1
  }

  #openResource(kind: RawResource['kind']): void {
    this.sawResource = true
    const resource: RawResource = { ...this.#place(), kind, fields: new Map() }
    const outer = this.#open.at(-1)
    if (kind === 'ReadingType' && outer?.kind === 'MeterReading') outer.readingType = resource
    else this.#current().resources.push(resource)
    this.#open.push(resource)
  }

  #leaf(name: string): void {
    const text = this.#text.trim()
    const field: Field = { text, line: this.#textPlace.line, column: this.#textPlace.column }
    const parent = this.#path.at(-1)
    const { readings } = this
    const at = this.#reading
    if (name === 'updated' && parent === 'entry') this.#updated(text)
    else if (at !== undefined) {
      if (name === 'value' && parent === 'IntervalReading') readings.setValue(at, decimalField(field))
      else if (name === 'quality') readings.setQuality(at, integerField(field, 0, 65_534))
      else if (name === 'cost' && parent === 'IntervalReading' && text !== '')
        readings.setCost(at, integerField(field, -LARGEST_COST, LARGEST_COST))
      else if (parent === 'timePeriod' && name === 'start') readings.setStart(at, startOf(field))
      else if (parent === 'timePeriod' && name === 'duration') readings.setDuration(at, durationOf(field))
    } else if (this.#block) {
      if (parent === 'interval' && name === 'start') this.#block.start = startOf(field)
      else if (parent === 'interval' && name === 'duration') this.#block.duration = durationOf(field)
    } else if (text !== '') {
      const resource = this.#open.at(-1)
      if (resource && isOwn(resource, parent, name) && !resource.fields.has(name))
        resource.fields.set(name, field)
    }
  }
}

/** ESPI costs are 48-bit integers (Int48). */
const LARGEST_COST = 2 ** 47

/** Returns whether a leaf says something of the resource itself, not of an object inside it that uses the same word. */
function isOwn(resource: RawResource, parent: string | undefined, name: string): boolean {
  if (resource.kind === 'UsagePoint' && name === 'kind') return parent === 'ServiceCategory'
  return parent === resource.kind
}

/** Starts before 1970 or after 2100 are mistakes (milliseconds, most often). */
const LAST_START = 4_102_444_800
const LONGEST = 40_000 * 86_400

const startOf = (field: Field) => integerField(field, 0, LAST_START)
const durationOf = (field: Field) => integerField(field, 0, LONGEST)
