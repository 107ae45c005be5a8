import type { Field, RawBlock, RawEntry, RawReading, RawResource } from './entries.ts'
import { hrefPath } from './href-path.ts'
import type { GreenButtonLimits } from './limits.ts'
import { GreenButtonRefused, type Place } from './refused.ts'

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
      this.#block = { ...this.#place(), readings: [] }
      this.#current().blocks.push(this.#block)
      this.sawResource = true
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

  #openReading(): void {
    this.#readings += 1
    if (this.#readings > this.#limits.readings) {
      throw new GreenButtonRefused('too-many-readings', this.#place(), `more than ${this.#limits.readings}`)
    }
    this.sawResource = true
    this.#reading = { ...this.#place() }
    if (!this.#block) {
      this.#block = { ...this.#place(), readings: [] }
      this.#current().blocks.push(this.#block)
    }
    this.#block.readings.push(this.#reading)
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
    if (this.#reading) {
      if (name === 'value' || name === 'quality') this.#reading[name] = field
      else if (parent === 'timePeriod' && (name === 'start' || name === 'duration'))
        this.#reading[name] = field
    } else if (this.#block) {
      if (parent === 'interval' && (name === 'start' || name === 'duration')) this.#block[name] = field
    } else if (text !== '') {
      const resource = this.#open.at(-1)
      // The first wins: `kind` of ServiceCategory stands before any other kind of a UsagePoint.
      if (resource && !resource.fields.has(name)) resource.fields.set(name, field)
    }
  }
}
