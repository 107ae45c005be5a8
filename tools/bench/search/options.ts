import { parseArgs } from 'node:util'
import { BenchRefused } from './bench-refused.ts'

export const parts = ['families', 'throughput', 'naughty', 'updates', 'baselines'] as const
export type Part = (typeof parts)[number]

export type Options = {
  /** Null if none was chosen; then the sizes for which the disk has room. */
  sizes: number[] | null
  queries: string | null
  people: string[]
  febrl: string[]
  families: string[] | null
  parts: readonly Part[]
  folder: string
  isFresh: boolean
  isReindexed: boolean
  isQuick: boolean
  /** Number of queries of each family that are printed because the right row was not first. */
  misses: number
  /** Keeps the application's CPU profile in the data folder, and prints the statements that touch most buffers. */
  isProfiled: boolean
  isJson: boolean
}

export const usage = `npm run bench -- search [--sizes 100000,1000000,5000000] [--families a,b] [--parts ${parts.join(',')}]
  [--people FILE]... [--queries FILE] [--febrl FILE]... [--data FOLDER] [--fresh] [--reindex] [--quick] [--misses 5] [--profile] [--json]
The formats and the figures: docs/search-benchmark.md`

const list = (text: string | undefined) => text?.split(',').map((part) => part.trim()) ?? null

/** Reads the arguments. Throws with the usage if they do not fit. */
export function readOptions(args: string[]): Options {
  try {
    const { values } = parseArgs({
      args,
      options: {
        sizes: { type: 'string' },
        queries: { type: 'string' },
        people: { type: 'string', multiple: true, default: [] },
        febrl: { type: 'string', multiple: true, default: [] },
        families: { type: 'string' },
        parts: { type: 'string' },
        data: { type: 'string', default: '.cache/bench-search' },
        fresh: { type: 'boolean', default: false },
        reindex: { type: 'boolean', default: false },
        quick: { type: 'boolean', default: false },
        misses: { type: 'string', default: '0' },
        profile: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    })
    const sizes = list(values.sizes)?.map(Number) ?? null
    if (sizes?.some((size) => !Number.isInteger(size) || size < 100))
      throw new RangeError('a size is a number of people, 100 or more')
    const chosen = list(values.parts)
    const unknown = chosen?.find((part) => !parts.includes(part as Part))
    if (unknown !== undefined) throw new RangeError(`there is no part "${unknown}"`)
    return {
      sizes,
      queries: values.queries ?? null,
      people: values.people,
      febrl: values.febrl,
      families: list(values.families),
      parts: parts.filter((part) => chosen?.includes(part) ?? true),
      folder: values.data,
      isFresh: values.fresh,
      isReindexed: values.reindex,
      isQuick: values.quick,
      misses: Number(values.misses),
      isProfiled: values.profile,
      isJson: values.json,
    }
  } catch (cause) {
    throw new BenchRefused(`${(cause as Error).message}\n${usage}`, { cause })
  }
}
