import { liveBeatMs } from '@porchlight/contract/live.ts'
import type { Pool } from '#database/sql.ts'
import type { Installation } from '../../installation.ts'
import { createBacklog } from './backlog.ts'
import { coalesce } from './coalesce.ts'
import type { EventStream } from './event-stream.ts'
import { type Follower, heardBy } from './follower.ts'
import { type GuardedNotice, guardRows } from './guard-rows.ts'
import { readNotice } from './notice.ts'
import { beat, followersStanding } from './queries.ts'
import { standingFollower } from './standing-follower.ts'

export type LiveHub = {
  /** Begins to listen, if it does not yet. */
  start(): void
  /** Where a page stands that is made now; empty while nothing is listened to. */
  position(): string
  /** Sends everything that this follower may hear, from a position on. `leave` when the connection is gone. */
  join(stream: EventStream, follower: Follower, after: string): { leave(): void; catchUp(): void }
  readonly size: number
  /** Ends every stream: the process stops. */
  close(): void
}

type Member = { stream: EventStream; follower: Follower }

/** A browser has one stream, shared by its tabs; where that is not possible, some tabs have one. */
const mostOfSession = 6
/** Over all sessions of one CSR: two browsers, each without a shared stream. */
const mostOfCsr = 12
const everyMs = 200

export type HubOptions = {
  listening: Pool
  asking: Pool
  log: Installation['log']
  beatMs?: number | undefined
}

/**
 * What changes in the database, told to whoever follows it: one LISTEN for the whole process, whatever the number of streams.
 * Each beat goes through the database and back, and asks who still has a session.
 */
export function createLiveHub({ listening, asking, log, beatMs = liveBeatMs }: HubOptions): LiveHub {
  const members = new Set<Member>()
  const backlog = createBacklog()
  let isListening = false
  let isStarted = false
  let beating: NodeJS.Timeout | undefined

  const end = (member: Member, cause: 'session-ended' | 'replaced') => {
    members.delete(member)
    member.stream.end({ cause })
  }
  /** The oldest streams make room for one more. */
  const makeRoom = (most: number, isOfSame: (csr: Follower['csr']) => boolean) => {
    const others = [...members].filter(({ follower }) => isOfSame(follower.csr))
    for (const oldest of others.slice(0, Math.max(0, others.length - most + 1))) end(oldest, 'replaced')
  }
  const everything = (stream: EventStream) =>
    stream.send('change', backlog.position(), { kind: 'everything', rows: null })
  const tell = ({ stream, follower }: Member, notice: GuardedNotice, position: string) => {
    for (const change of heardBy(follower, notice)) stream.send('change', position, change)
  }
  const pass = (notice: GuardedNotice) => {
    const position = backlog.add(notice)
    for (const member of members) tell(member, notice, position)
  }
  // One after the other: a notice whose accounts are looked up must not be overtaken by a later one.
  let passing: Promise<void> = Promise.resolve()
  const changes = coalesce(everyMs, (notice) => {
    passing = passing.then(async () => pass(await guardRows(asking, notice)))
  })

  const onNotice = (payload: string) => {
    const notice = readNotice(payload)
    if (!notice) return log.warn('a notice that nobody understands')
    switch (notice.kind) {
      case 'beat':
        if (notice.rows === backlog.boot)
          for (const { stream } of members) stream.send('beat', backlog.position(), {})
        return
      case 'session-ended': {
        const over = new Set(notice.rows.map(([id]) => id))
        for (const member of members)
          if (over.has(member.follower.csr.deskSessionId)) end(member, 'session-ended')
        return
      }
      default:
        changes.add(notice)
    }
  }
  /** At first, and after every break of the connection: what was said meanwhile nobody heard. */
  const onListening = () => {
    isListening = true
    backlog.breakOff()
    for (const { stream } of members) everything(stream)
  }

  /** Who has no session any more is let go; what the others may do is what they may do now. */
  const look = async () => {
    if (members.size === 0) return
    const deskSessionIds = [...new Set([...members].map(({ follower }) => follower.csr.deskSessionId))]
    const rows = await followersStanding(asking, { deskSessionIds })
    const standing = new Map(rows.map((row) => [row.deskSessionId, row]))
    for (const member of members) {
      const { deskSessionId, ip } = member.follower.csr
      const row = standing.get(deskSessionId)
      if (row) member.follower = standingFollower(row, ip)
      // One that joined while we asked is asked for the next time.
      else if (deskSessionIds.includes(deskSessionId)) end(member, 'session-ended')
    }
    await beat(asking, { boot: backlog.boot })
  }

  const start = () => {
    if (isStarted) return
    isStarted = true
    listening.listen('desk_live', onNotice, onListening).catch((err: unknown) => {
      isStarted = false
      log.warn({ err }, 'nothing is heard of changes: the desk asks by itself')
    })
    beating ??= setInterval(() => {
      look().catch((err: unknown) => log.warn({ err }, 'the beat of live updates failed'))
    }, beatMs)
    beating.unref()
  }

  return {
    start,
    position: () => (isListening ? backlog.position() : ''),
    join: (stream, follower, after) => {
      start()
      const member: Member = { stream, follower }
      const { deskSessionId, csrId } = follower.csr
      makeRoom(mostOfSession, (other) => other.deskSessionId === deskSessionId)
      makeRoom(mostOfCsr, (other) => other.csrId === csrId)
      members.add(member)
      stream.send('hello', backlog.position(), {})
      const missed = isListening ? backlog.since(after) : undefined
      if (!missed) everything(stream)
      else for (const notice of missed) tell(member, notice, backlog.position())
      return { leave: () => members.delete(member), catchUp: () => everything(stream) }
    },
    get size() {
      return members.size
    },
    close: () => {
      clearInterval(beating)
      changes.stop()
      for (const { stream } of members) stream.end()
      members.clear()
    },
  }
}
