import { liveBeatMs } from '@porchlight/contract/live.ts'
import type { Pool } from '#database/sql.ts'
import { grantOf } from '#policy/decide.ts'
import type { Installation } from '../../installation.ts'
import { createBacklog } from './backlog.ts'
import { coalesce } from './coalesce.ts'
import type { EventStream } from './event-stream.ts'
import { changesFor, type Follower, followerOfSession } from './follower.ts'
import { type GuardedNotice, guardRows } from './guard-rows.ts'
import { readNotice } from './notice.ts'
import { beat, followersOfSessions } from './queries.ts'

export type LiveHub = {
  /** Starts to listen to PostgreSQL. Further calls do nothing. */
  start(): void
  /** The position that a page rendered now continues from; empty while the hub does not listen. */
  position(): string
  /** Sends the follower every change after `after` that it may read. Call `leave` when the connection closes. */
  join(stream: EventStream, follower: Follower, after: string): { leave(): void; catchUp(): void }
  readonly size: number
  /** Ends every stream. */
  close(): void
}

type Member = { stream: EventStream; follower: Follower }

/** The most streams of one session. Tabs share one; in browsers that cannot share, each tab has its own. */
const mostOfSession = 6
/** The most streams of one CSR over all sessions: enough for two browsers that cannot share. */
const mostOfCsr = 12
const everyMs = 200

export type HubOptions = {
  listening: Pool
  asking: Pool
  log: Installation['log']
  beatMs?: number | undefined
}

/**
 * Sends changes in the database to the open streams. One LISTEN serves the whole process, however many streams there are. Each
 * heartbeat goes through the database and back, and ends the streams whose sessions have ended.
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
  /** Ends the oldest streams of a session or CSR until one more fits. */
  const makeRoom = (most: number, belongs: (csr: Follower['csr']) => boolean) => {
    const others = [...members].filter(({ follower }) => belongs(follower.csr))
    for (const oldest of others.slice(0, Math.max(0, others.length - most + 1))) end(oldest, 'replaced')
  }
  const everything = (stream: EventStream) =>
    stream.send('change', backlog.position(), { kind: 'everything', rows: null })
  const tell = ({ stream, follower }: Member, notice: GuardedNotice, position: string) => {
    for (const change of changesFor(follower, notice)) stream.send('change', position, change)
  }
  const pass = (notice: GuardedNotice) => {
    const position = backlog.add(notice)
    for (const member of members) tell(member, notice, position)
  }
  // One after the other: a later notice must not overtake one whose accounts are being looked up.
  let passing: Promise<void> = Promise.resolve()
  const changes = coalesce(everyMs, (notice) => {
    passing = passing.then(async () => pass(await guardRows(asking, notice)))
  })

  const onNotice = (payload: string) => {
    const notice = readNotice(payload)
    if (!notice) return log.warn('Ignored an unknown notice on the channel desk_live')
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
  /** Runs at the start and after every reconnect, when notices may have been missed: all streams refetch everything. */
  const onListening = () => {
    isListening = true
    backlog.breakOff()
    for (const { stream } of members) everything(stream)
  }

  /** Ends the streams whose sessions have ended, and reads the permissions of the others again. */
  const checkSessions = async () => {
    if (members.size === 0) return
    const deskSessionIds = [...new Set([...members].map(({ follower }) => follower.csr.deskSessionId))]
    const rows = await followersOfSessions(asking, { deskSessionIds })
    const liveSessions = new Map(rows.map((row) => [row.deskSessionId, row]))
    for (const member of members) {
      const { deskSessionId, ip } = member.follower.csr
      const row = liveSessions.get(deskSessionId)
      if (row) member.follower = followerOfSession(row, ip)
      // A stream that joined during the query is checked at the next heartbeat.
      else if (deskSessionIds.includes(deskSessionId)) end(member, 'session-ended')
    }
    await beat(asking, grantOf({ kind: 'system' }, 'job:live-beat'), { boot: backlog.boot })
  }

  const start = () => {
    if (isStarted) return
    isStarted = true
    listening.listen('desk_live', onNotice, onListening).catch((err: unknown) => {
      isStarted = false
      log.warn({ err }, 'Live updates cannot listen to PostgreSQL; desks poll instead')
    })
    beating ??= setInterval(() => {
      checkSessions().catch((err: unknown) => log.warn({ err }, 'The heartbeat of live updates failed'))
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
