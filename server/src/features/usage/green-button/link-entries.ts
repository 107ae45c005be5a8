import type { RawBlock, RawEntry, RawResource } from './entries.ts'

/** The blocks of one meter reading, with whatever the file says about them. */
export interface LinkedReadings {
  readonly blocks: RawBlock[]
  readonly readingType?: RawResource
  readonly usagePoint?: RawResource
  /** The usage point's own path, or ''. */
  readonly usagePointPath: string
  readonly localTime?: RawResource
}

interface Node {
  readonly entry: RawEntry
  readonly resource: RawResource
}

/** The meter reading's path in that of a block or of a collection of blocks. */
function meterReadingPath(path: string): string {
  return path.replace(/\/IntervalBlock(\/[^/]*)?$/, '')
}

function only<T>(items: readonly T[]): T | undefined {
  return items.length === 1 ? items[0] : undefined
}

/**
 * Joins entries, in any order: UsagePoint, MeterReading, ReadingType, LocalTimeParameters and IntervalBlock, by their
 * self, up and related links. Where a link leads nowhere, the only one of its kind in the file is taken.
 */
export function linkEntries(entries: readonly RawEntry[]): LinkedReadings[] {
  const nodes = (kind: RawResource['kind']): Node[] =>
    entries.flatMap((entry) =>
      entry.resources.filter((resource) => resource.kind === kind).map((resource) => ({ entry, resource })),
    )
  const [points, meters, types, times] = [
    nodes('UsagePoint'),
    nodes('MeterReading'),
    nodes('ReadingType'),
    nodes('LocalTimeParameters'),
  ]
  const meterByPath = index(meters)
  const typeByPath = indexTypes(types)
  const pointByPath = index(points)
  const timeByPath = index(times)

  const groups = new Map<string, { blocks: RawBlock[]; meter?: Node; up: string }>()
  for (const entry of entries) {
    if (entry.blocks.length === 0) continue
    const links = [...entry.up, ...entry.self, ...entry.related]
    const meter = find(meterByPath, links) ?? find(meterByPath, links.map(meterReadingPath)) ?? only(meters)
    const path = meter?.entry.self[0] ?? meterReadingPath(entry.up[0] ?? entry.self[0] ?? '')
    const group = groups.get(path) ?? { blocks: [], up: path, ...(meter ? { meter } : {}) }
    for (const block of entry.blocks) group.blocks.push(block)
    groups.set(path, group)
  }

  return [...groups.values()].map(({ blocks, meter, up }) => {
    const meterLinks = meter ? [...meter.entry.up, ...meter.entry.self, ...meter.entry.related] : []
    const upwards = [up, ...meterLinks].flatMap((path) => [
      path,
      path.replace(/\/MeterReading(\/[^/]*)?$/, ''),
    ])
    const point = find(pointByPath, upwards) ?? only(points)
    const type =
      meter?.resource.readingType ?? find(typeByPath, meter?.entry.related ?? [])?.resource ?? onlyType(types)
    const byRelated = times.find((time) =>
      time.entry.related.some((path) => point?.entry.self.includes(path)),
    )
    const time = find(timeByPath, point?.entry.related ?? []) ?? byRelated ?? only(times)
    return {
      blocks,
      usagePointPath: point?.entry.self[0] ?? '',
      ...(type ? { readingType: type } : {}),
      ...(point ? { usagePoint: point.resource } : {}),
      ...(time ? { localTime: time.resource } : {}),
    }
  })
}

/** Own paths win over the paths they relate to; collections that several share (up) are not in it. */
function index(nodes: readonly Node[]): Map<string, Node> {
  const byPath = new Map<string, Node>()
  for (const node of nodes) for (const path of node.entry.self) if (!byPath.has(path)) byPath.set(path, node)
  for (const node of nodes)
    for (const path of node.entry.related) if (!byPath.has(path)) byPath.set(path, node)
  return byPath
}

/** Some producers give two reading types one address: that of the interval data (accumulation 4) is meant. */
function indexTypes(types: readonly Node[]): Map<string, Node> {
  return index([...types].sort((a, b) => Number(isInterval(b)) - Number(isInterval(a))))
}

function onlyType(types: readonly Node[]): RawResource | undefined {
  return (only(types) ?? only(types.filter(isInterval)))?.resource
}

function isInterval(node: Node): boolean {
  return node.resource.fields.get('accumulationBehaviour')?.text === '4'
}

function find(byPath: ReadonlyMap<string, Node>, paths: readonly string[]): Node | undefined {
  for (const path of paths) {
    const node = byPath.get(path)
    if (node) return node
  }
  return undefined
}
