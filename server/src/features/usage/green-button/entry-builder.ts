import type { Field, RawBlock, RawEntry, RawReading, RawResource } from './entries.ts'
import type { GreenButtonLimits } from './limits.ts'
import { decimalField, integerField } from './number-field.ts'
import { GreenButtonRefused, type Place } from './refused.ts'

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
  readonly #limits: GreenButtonLimits
  readonly #place: () => Place
  readonly #entries: RawEntry[] = []
  #entry: RawEntry | undefined
  #block: RawBlock | undefined
  #reading: RawReading | undefined
  /** Open resources, innermost last: a ReadingType may stand inside a MeterReading. */
  readonly #open: RawResource[] = []
  readonly #path: string[] = []
  #text = ''
  #textPlace: Place = { line: 1, column: 1 }
  #readings = 0

  constructor(limits: GreenButtonLimits, place: () => Place) {
    this.#limits = limits
    this.#place = place
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
    if (this.#reading ?? this.#block ?? this.#open.at(-1)) this.#text += text
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

  #newEntry(): RawEntry {
    if (this.#entries.length >= this.#limits.entries) {
      throw new GreenButtonRefused('too-many-entries', this.#place(), `more than ${this.#limits.entries}`)
    }
    const entry: RawEntry = { self: [], up: [], related: [], resources: [], blocks: [] }
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
    const block: RawBlock = { ...this.#place(), start: undefined, duration: undefined, readings: [] }
    this.#block = block
    this.#current().blocks.push(block)
    return block
  }

  #openReading(): void {
    this.#readings += 1
    if (this.#readings > this.#limits.readings) {
      throw new GreenButtonRefused('too-many-readings', this.#place(), `more than ${this.#limits.readings}`)
    }
    const { line, column } = this.#place()
    this.#reading = {
      line,
      column,
      start: undefined,
      duration: undefined,
      value: undefined,
      quality: undefined,
    }
    const block = this.#block ?? this.#openBlock()
    block.readings.push(this.#reading)
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
    const reading = this.#reading
    if (reading) {
      if (name === 'value' && parent === 'IntervalReading') reading.value = decimalField(field)
      else if (name === 'quality') reading.quality = integerField(field, 0, 65_535)
      else if (parent === 'timePeriod') setTime(reading, name, field)
    } else if (this.#block) {
      if (parent === 'interval') setTime(this.#block, name, field)
    } else if (text !== '') {
      const resource = this.#open.at(-1)
      if (resource && isOwn(resource, parent, name) && !resource.fields.has(name))
        resource.fields.set(name, field)
    }
  }
}

/** Returns whether a leaf says something of the resource itself, not of an object inside it that uses the same word. */
function isOwn(resource: RawResource, parent: string | undefined, name: string): boolean {
  if (resource.kind === 'UsagePoint' && name === 'kind') return parent === 'ServiceCategory'
  return parent === resource.kind
}

/** Starts before 1970 or after 2100 are mistakes (milliseconds, most often). */
const LAST_START = 4_102_444_800
const LONGEST = 40_000 * 86_400

function setTime(of: RawReading | RawBlock, name: string, field: Field): void {
  if (name === 'start') of.start = integerField(field, 0, LAST_START)
  else if (name === 'duration') of.duration = integerField(field, 0, LONGEST)
}
