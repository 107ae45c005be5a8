import type { Sql } from '#database/sql.ts'
import type { Context, HandlersOf } from '#pipeline/handler.ts'
import { answers } from '#policy/decide.ts'
import { Refusal, refuseStale } from '#policy/refusal.ts'
import { applyChange, noteChange, previewPrepared } from './change.ts'
import { nameGroups, nameSubjects, withGroupNames } from './names.ts'
import { decideStaffProposal, fourEyes, lockStaff, staffProposals, staffState } from './queries.ts'
import { differencesOf, type Kind, type State } from './states.ts'

type Standing = 'open' | 'approved' | 'declined' | 'withdrawn'

async function find(sql: Sql, proposalId: number) {
  await lockStaff(sql, {})
  const [row] = await staffProposals(sql, { proposalId })
  if (!row) throw new Refusal('not-found')
  const about = { kind: row.kind as Kind, subject: row.subject }
  return { ...row, about, wanted: row.wanted as State, baseState: row.baseState as State | null }
}
type StoredProposal = Awaited<ReturnType<typeof find>>

/** Refuses a proposal whose subject has changed since, with what changed. Returns what is there now. */
async function refuseIfStale(
  sql: Sql,
  { about, baseVersion, baseState }: StoredProposal,
): Promise<State | null> {
  const { state, version } = await staffState.one(sql, about)
  const current = state as State | null
  if ((version ?? 0) === baseVersion) return current
  const differences = differencesOf(baseState, current)
  const refusal = refuseStale(
    Object.fromEntries(differences.map(({ field, before }) => [field, before])),
    Object.fromEntries(differences.map(({ field, after }) => [field, after])),
    version ?? 0,
  )
  throw await withGroupNames(sql, refusal)
}

/** Settles an open proposal. Refuses one that was decided before, with what was decided. */
async function settle(
  { sql, grant }: Pick<Context<'staff-change:decide' | 'staff-change:withdraw'>, 'sql' | 'grant'>,
  { standing: was, decidedByName }: StoredProposal,
  standing: Standing,
  reason: string,
) {
  if (await decideStaffProposal.first(sql, grant, { standing, reason })) return
  throw new Refusal('version-conflict', {
    difference: [
      { field: 'standing', yours: standing, theirs: was },
      { field: 'decidedBy', yours: null, theirs: decidedByName },
    ],
  })
}

type Names =
  | 'listStaffProposals'
  | 'previewStaffProposal'
  | 'approveStaffProposal'
  | 'declineStaffProposal'
  | 'withdrawStaffProposal'

export const proposalHandlers: HandlersOf<Names> = {
  listStaffProposals: async (_, { sql, grant }) => {
    const [rows, { hasFourEyes }, named] = await Promise.all([
      staffProposals(sql, { proposalId: null }),
      fourEyes.one(sql, {}),
      nameGroups(sql),
    ])
    const subjectName = await nameSubjects(sql, rows)
    return {
      hasFourEyes,
      proposals: rows.map(({ baseState, wanted, kind, standing, proposedAt, decidedAt, ...row }) => ({
        ...row,
        kind: kind as Kind,
        subjectName: subjectName({ kind, subject: row.subject, baseState, wanted }),
        standing: standing as Standing,
        proposedAt: proposedAt.toISOString(),
        decidedAt: decidedAt?.toISOString() ?? null,
        differences: named(differencesOf(baseState as State | null, wanted as State)),
        may: answers(
          grant.actor,
          { staffProposal: { proposedBy: row.proposedBy } },
          'staff-change:decide',
          'staff-change:withdraw',
        ),
      })),
    }
  },

  previewStaffProposal: async (_, context) => {
    const proposal = await find(context.sql, context.grant.proposalId)
    const current = await refuseIfStale(context.sql, proposal)
    return previewPrepared(context, current, { ...proposal, ...proposal.about })
  },

  approveStaffProposal: async ({ body: { reason } }, context) => {
    const { sql, grant } = context
    const proposal = await find(sql, grant.proposalId)
    await settle(context, proposal, 'approved', reason)
    await refuseIfStale(sql, proposal)
    const { about, wanted, change, proposedBy } = proposal
    const effect = await applyChange(context, { ...about, wanted, change, proposedBy }, proposal.reason)
    noteChange(context, about, [effect.before, effect.after], {
      move: 'approve',
      proposalId: grant.proposalId,
      proposedBy,
      change,
      version: effect.version,
      endedMasquerades: effect.endedMasquerades.length,
      givenReason: reason,
    })
    return { version: effect.version }
  },

  declineStaffProposal: async ({ body: { reason } }, context) => {
    const { sql, grant, note } = context
    const proposal = await find(sql, grant.proposalId)
    await settle(context, proposal, 'declined', reason)
    const { proposedBy } = proposal
    note({
      event: 'changed',
      details: { move: 'decline', proposalId: grant.proposalId, proposedBy, givenReason: reason },
    })
    return {}
  },

  withdrawStaffProposal: async ({ body: { reason } }, context) => {
    const { sql, grant, note } = context
    await settle(context, await find(sql, grant.proposalId), 'withdrawn', reason)
    note({
      event: 'changed',
      details: { move: 'withdraw', proposalId: grant.proposalId, givenReason: reason },
    })
    return {}
  },
}
