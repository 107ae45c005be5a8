import { measureBare } from './baselines/bare.ts'
import { measureRowTrigram } from './baselines/row-trigram.ts'
import { measureFts5 } from './baselines/sqlite-fts5.ts'
import { answerable, type Labeled } from './labeled/load.ts'
import { putIn } from './labeled/put-in.ts'
import { type Desk, openDesk } from './measures/desk.ts'
import { type FamilyFigures, measureFamilies } from './measures/families.ts'
import { measureNaughty } from './measures/naughty.ts'
import { bytesPerRow, databaseBytes } from './measures/search-index.ts'
import { closedLoop, openLoop } from './measures/throughput.ts'
import { addedByIndex, measureUpdates } from './measures/updates.ts'
import type { Options, Part } from './options.ts'
import { oneBoxQueries, townQueries } from './queries/town-queries.ts'
import type { Query } from './query.ts'
import { type OpenTown, openTown } from './town/open-town.ts'

export type SizeFigures = Awaited<ReturnType<typeof measureSize>>

/** Returns how much to measure: fewer queries for a slow method in a large town, and the least for a small test town. */
function amounts(size: number, isQuick: boolean) {
  const isHamlet = size < 1000
  return {
    perFamily: isHamlet ? 20 : isQuick || size < 20_000 ? 60 : 300,
    seconds: isQuick ? 3 : 10,
    mixed: isQuick ? 1000 : 8000,
    perSlowFamily: isQuick || size >= 2_000_000 ? 20 : 50,
    lookups: isQuick ? 200 : 1000,
    updates: isHamlet ? 20 : isQuick ? 100 : 400,
  }
}

/** Measures everything for a town of one size. */
export async function measureSize(size: number, options: Options, labeled: Labeled) {
  const open = await openTown({ ...options, size })
  try {
    const keys = await putIn(open.owner, labeled.people)
    const { perFamily } = amounts(size, options.isQuick)
    const isAsked = ({ family }: { family: string }) => options.families?.includes(family) ?? true
    const queries = [
      ...townQueries(open.town, open.facts.households, perFamily),
      ...answerable(labeled.queries, keys),
    ]
    const desk = await openDesk(open.owner, open.url, options.isProfiled ? options.folder : null)
    try {
      return await measureAll(open, desk, queries, queries.filter(isAsked), options)
    } finally {
      await desk.close()
    }
  } finally {
    await open.close()
  }
}

async function measureAll(open: OpenTown, desk: Desk, all: Query[], measured: Query[], options: Options) {
  const { town, facts, url, owner } = open
  const amount = amounts(town.size, options.isQuick)
  const part = async <T>(name: Part, work: () => Promise<T>): Promise<T | null> => {
    if (!options.parts.includes(name)) return null
    console.error(`${town.size.toLocaleString('en')} people: ${name}`)
    return work()
  }
  const families: Record<string, FamilyFigures> =
    (await part('families', () => measureFamilies(desk, measured, options.misses))) ?? {}
  const profile = options.isProfiled ? await desk.counter.profile() : undefined
  const throughput = await part('throughput', () =>
    measureThroughput(desk, oneBoxQueries(town, facts.households, amount.mixed), amount.seconds),
  )
  const naughty = await part('naughty', () => measureNaughty(desk))
  const updates = await part('updates', () => measureUpdates(url, town, facts.households, amount.updates))
  const bytes_per_row = await bytesPerRow(owner, facts.people)
  const database_bytes = await databaseBytes(owner)
  const baselines = await part('baselines', async () => ({
    ...(await measureBare(desk, url, town, facts.households, amount.lookups)),
    'row-trigram': await measureRowTrigram(url, all, amount.perSlowFamily),
    'sqlite-fts5': await absentOr(() => measureFts5(url, 'unicode61', all, amount.perSlowFamily)),
    'sqlite-fts5-trigram': await absentOr(() => measureFts5(url, 'trigram', all, amount.perSlowFamily)),
  }))
  return {
    families,
    ...(profile && { profile }),
    baselines: baselines ?? {},
    build_s: facts.index.seconds,
    bytes_per_row,
    update_ms: updates && addedByIndex(updates),
    throughput: throughput ?? {},
    updates: updates ?? {},
    naughty: naughty ?? {},
    fill: { people: facts.people, seconds: Math.round(facts.fillSeconds), database_bytes },
  }
}

async function measureThroughput(desk: Desk, mix: readonly Query[], seconds: number) {
  const closed = async (clients: number) =>
    [String(clients), await closedLoop(desk, mix, clients, seconds)] as const
  const open = async (perSecond: number) =>
    [`open-${perSecond}`, await openLoop(desk, mix, perSecond, seconds)] as const
  return Object.fromEntries([
    await closed(1),
    await closed(4),
    await closed(16),
    await open(50),
    await open(300),
  ])
}

/** Reports a method that cannot run on this machine as absent, with the reason. */
async function absentOr<T>(work: () => Promise<T>): Promise<T | { absent: string }> {
  try {
    return await work()
  } catch (error) {
    return { absent: (error as Error).message }
  }
}
