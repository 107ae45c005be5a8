import { randomBytes } from 'node:crypto'
import type { GuardedNotice } from './guard-rows.ts'

export type Backlog = {
  /** Identifies this run of the process: positions of another run are unknown here. */
  readonly boot: string
  /** The position after the last notice. */
  position(): string
  /** Keeps a notice, and returns the position after it. */
  add(notice: GuardedNotice): string
  /** Returns the notices after a position; undefined if the backlog does not reach back to it. */
  since(position: string): readonly GuardedNotice[] | undefined
  /** Forgets all notices, because some were missed: every earlier position becomes unknown. */
  breakOff(): string
}

/** Keeps the last notices, so that a stream that reconnects goes on where it was. */
export function createBacklog(most = 500): Backlog {
  const boot = randomBytes(6).toString('hex')
  let kept: GuardedNotice[] = []
  let last = 0
  const lastPosition = () => `${boot}-${last}`
  return {
    boot,
    position: lastPosition,
    add: (notice) => {
      last += 1
      kept.push(notice)
      if (kept.length > most) kept.shift()
      return lastPosition()
    },
    since: (position) => {
      const [, ofBoot, number] = /^([0-9a-f]{12})-(\d{1,15})$/.exec(position) ?? []
      const behind = last - Number(number)
      if (ofBoot !== boot || behind < 0 || behind > kept.length) return undefined
      return behind === 0 ? [] : kept.slice(-behind)
    },
    breakOff: () => {
      last += 1
      kept = []
      return lastPosition()
    },
  }
}
