import { randomBytes } from 'node:crypto'
import type { GuardedNotice } from './guard-rows.ts'

export type Backlog = {
  /** Names this process since its start: the positions of another one are unknown here. */
  readonly boot: string
  /** Where a reader stands who has heard everything. */
  position(): string
  /** Keeps a notice, and gives the position behind it. */
  add(notice: GuardedNotice): string
  /** What was said since a position; undefined where that is not known (any more). */
  since(position: string): readonly GuardedNotice[] | undefined
  /** Something was missed: no position of before is known from here on. */
  breakOff(): string
}

/** The last notices, so that a stream that was cut goes on where it was. */
export function createBacklog(most = 500): Backlog {
  const boot = randomBytes(6).toString('hex')
  let kept: GuardedNotice[] = []
  let last = 0
  const position = () => `${boot}-${last}`
  return {
    boot,
    position,
    add: (notice) => {
      last += 1
      kept.push(notice)
      if (kept.length > most) kept.shift()
      return position()
    },
    since: (asked) => {
      const [, of, number] = /^([0-9a-f]{12})-(\d{1,15})$/.exec(asked) ?? []
      const behind = last - Number(number)
      if (of !== boot || behind < 0 || behind > kept.length) return undefined
      return behind === 0 ? [] : kept.slice(-behind)
    },
    breakOff: () => {
      last += 1
      kept = []
      return position()
    },
  }
}
