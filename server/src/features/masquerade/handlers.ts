import { gradeNamed } from '@porchlight/contract/caller-grades.ts'
import { maskedLogin, maskedName, maskedText } from '#features/accounts/index.ts'
import { namePeople } from '#features/searches-at-rest/index.ts'
import type { HandlersOf } from '#pipeline/handler.ts'
import { recorded } from '#pipeline/outcome.ts'
import type { IncomingRequest } from '#pipeline/request.ts'
import type { Csr } from '#policy/actor.ts'
import { allows, answers } from '#policy/decide.ts'
import { Refusal } from '#policy/refusal.ts'
import { viewEnd } from '#sessions/queries.ts'
import { hashToken } from '#sessions/token.ts'
import { endMasquerade, endMasquerades } from './end.ts'
import type { MasqueradeDetail } from './queries.generated.ts'
import {
  liveMasqueradesToEnd,
  liveOfCsrs,
  masqueradeDetail,
  masqueradeEntries,
  masqueradeList,
  notesToWrite,
  switchMasquerade,
} from './queries.ts'
import { summarize } from './rules.ts'
import { startHandlers } from './start.ts'

type Names =
  | keyof typeof startHandlers
  | 'switchToAct'
  | 'switchToRead'
  | 'leaveMasquerade'
  | 'endOwnMasquerade'
  | 'endAnyMasquerade'
  | 'endMasquerades'
  | 'followMasquerade'
  | 'listMasquerades'
  | 'readMasquerade'
  | 'draftContactNote'
  | 'listNotesToWrite'

/** The token hash that proves to the database which masquerade this is. */
const proofOf = ({ credential }: IncomingRequest) => hashToken(credential ?? '')

/** Who reviews masquerades opens no customer: a protected one is masked, also where it became so afterwards. */
const shown = (detail: MasqueradeDetail['row'], mayNameCustomer: boolean) => {
  const { isProtected, personId: _, stepEvent, stepAction, stepAt, ...row } = detail
  return {
    ...row,
    ...((isProtected || !mayNameCustomer) && {
      userName: maskedLogin,
      personName: maskedName(row.personName),
    }),
    ...(isProtected && { purposeReference: maskedText }),
    mode: row.mode === 'act' ? ('act' as const) : ('read' as const),
    callerGrade: gradeNamed(row.callerGrade),
    startedAt: row.startedAt.toISOString(),
    arrivedAt: row.arrivedAt?.toISOString() ?? null,
    endsAt: row.endsAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    lastStep:
      stepEvent && stepAction && stepAt
        ? { event: stepEvent, action: stepAction, at: stepAt.toISOString() }
        : null,
  }
}

/** A reviewer who may not open accounts reads no customer's name. */
const mayName = (actor: Csr) => allows(actor, 'account:view', {})

async function detailOf(sql: Parameters<typeof masqueradeDetail>[0], masqueradeId: string) {
  const [row, entries] = await Promise.all([
    masqueradeDetail.first(sql, { masqueradeId }),
    masqueradeEntries(sql, { masqueradeId }),
  ])
  if (!row) throw new Refusal('not-found')
  return { row, entries: entries.map((entry) => ({ ...entry, at: entry.at.toISOString() })) }
}

export const masqueradeHandlers: HandlersOf<Names> = {
  ...startHandlers,

  switchToAct: async (_, { sql, grant, request }) => {
    const { isSwitched } = await switchMasquerade.one(sql, grant, {
      tokenHash: proofOf(request),
      mode: 'act',
    })
    // A double click: the mode is already switched.
    if (!isSwitched && grant.actor.mode !== 'act') throw new Refusal('permission-missing')
    return {}
  },

  switchToRead: async (_, { sql, grant, request }) => {
    await switchMasquerade.one(sql, grant, { tokenHash: proofOf(request), mode: 'read' })
    return {}
  },

  leaveMasquerade: async (_, { sql, grant, request, reply, installation }) => {
    const { line } = await endMasquerade(sql, grant, { tokenHash: proofOf(request) })
    reply.setCredential = 'expire'
    const { accountId, masqueradeId } = grant.actor
    const { returnUrl } = await viewEnd.one(sql, {
      tokenHash: proofOf(request),
      hostMasqueradeId: masqueradeId,
    })
    const deskUrl =
      returnUrl ?? `${installation.origins.desk}/accounts/${accountId}?after=${masqueradeId}#web-users`
    return recorded(line, { deskUrl })
  },

  endOwnMasquerade: async (_, { sql, grant }) => recorded((await endMasquerade(sql, grant)).line, {}),

  endAnyMasquerade: async ({ body: { reason } }, { sql, grant }) => {
    const { isEnded, line } = await endMasquerade(sql, grant, { givenReason: reason })
    if (!isEnded) throw new Refusal('masquerade-not-live')
    return recorded(line, {})
  },

  endMasquerades: async ({ body: { csrId: ofCsrId, reason } }, { sql, grant }) => {
    const live = await liveMasqueradesToEnd(sql, { ofCsrId })
    const ids = live.map(({ masqueradeId }) => masqueradeId)
    const { ended, line } = await endMasquerades(sql, grant, ids, { givenReason: reason })
    if (ended === 0) throw new Refusal('masquerade-not-live')
    return recorded(line, { ended })
  },

  followMasquerade: async ({ params: { masqueradeId } }, { sql }) => ({
    entries: (await detailOf(sql, masqueradeId)).entries,
  }),

  listMasquerades: async ({ body }, { sql, grant, subject }) => {
    const rows = await masqueradeList(sql, {
      liveOnly: body.liveOnly,
      csrId: body.csrId || null,
      accountId: body.accountId ?? null,
      endedBefore: body.endedBefore ?? null,
    })
    const isNamed = mayName(grant.actor)
    await namePeople(
      sql,
      grant,
      rows.map(({ isProtected, personId }) => (isProtected || !isNamed ? null : personId)),
    )
    return {
      masquerades: rows.map((row) => shown(row, isNamed)),
      liveOfCsrs: await liveOfCsrs(sql, {}),
      may: answers(grant.actor, subject, 'masquerade:end-any', 'masquerade:end-many'),
    }
  },

  readMasquerade: async ({ params: { masqueradeId } }, { sql, grant, subject }) => {
    const { row, entries } = await detailOf(sql, masqueradeId)
    return {
      ...shown(row, mayName(grant.actor)),
      entries,
      may: answers(grant.actor, subject, 'masquerade:end-any'),
    }
  },

  listNotesToWrite: async (_, { sql, grant: { csrId } }) => ({ notes: await notesToWrite(sql, { csrId }) }),

  draftContactNote: async (_, { sql, grant }) => {
    const { row, entries } = await detailOf(sql, grant.masqueradeId)
    const end = entries.find(({ event, actorKind }) => event === 'ended' && actorKind === 'csr')
    return {
      ...shown(row, true),
      endedBy: end?.csrName ?? null,
      givenReason: end?.givenReason ?? null,
      ...summarize(entries),
    }
  },
}
