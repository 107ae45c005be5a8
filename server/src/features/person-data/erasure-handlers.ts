import { createHash } from 'node:crypto'
import type { ErasurePreview } from '@porchlight/contract/person-data.ts'
import type { Context, HandlersOf } from '#pipeline/handler.ts'
import { Refusal, refuseField } from '#policy/refusal.ts'
import { erasedSourceKey } from './erased-source-key.ts'
import { beginPersonErasure, erasureOf, personErasurePreview, personOnAccount } from './queries.ts'

type Of = Context<'person-data:erase'>
type Previewed = Omit<ErasurePreview, 'standing'> & { accounts: number[]; sourceKey: string | null }

/** Rows of the record and sessions come with every click of the customer: they make no preview stale. */
const standingOf = ({ erased, kept, obstacles, accounts, sourceKey }: Previewed): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        erased.filter(({ table }) => table !== 'customer_sessions'),
        kept.filter(({ why }) => why !== 'record'),
        obstacles,
        accounts,
        sourceKey,
      ]),
    )
    .digest('base64url')

async function previewOf({ sql, grant: { personId } }: Of) {
  const { preview } = await personErasurePreview.one(sql, { personId })
  const { accounts, sourceKey, ...shown } = preview as Previewed
  return { preview: { ...shown, standing: standingOf({ ...shown, accounts, sourceKey }) }, sourceKey }
}

async function erasureNow({ sql, grant: { personId, accountId } }: Of) {
  const row = await erasureOf.first(sql, { personId, accountId })
  if (!row) return null
  const erased = Object.entries(row.rowsErased as Record<string, number>)
  return {
    erasureId: row.personErasureId,
    askedBy: row.askedByCsrId,
    askedAt: row.askedAt.toISOString(),
    reason: row.reason,
    rowsDone: row.done,
    rowsTotal: Math.max(row.total, row.done),
    erased: erased.sort().map(([table, count]) => ({ table, count })),
    kept: row.kept as ErasurePreview['kept'],
    doneAt: row.doneAt?.toISOString() ?? null,
    recordEntryId: row.recordEntryId,
  }
}

const folded = (text: string) => text.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase()

export const erasureHandlers: HandlersOf<'readPersonErasure' | 'erasePerson'> = {
  readPersonErasure: async (_, context) => {
    const { sql, grant } = context
    const { personId, accountId } = grant
    const person = await personOnAccount.first(sql, { personId, accountId })
    if (!person) throw new Refusal('not-found')
    const erasure = await erasureNow(context)
    const preview = erasure ? null : (await previewOf(context)).preview
    return { personId, name: person.name, erasure, preview }
  },

  erasePerson: async ({ body }, context) => {
    const { sql, grant, installation, correlationId, note } = context
    const { personId, accountId } = grant
    const person = await personOnAccount.first(sql, { personId, accountId })
    if (!person) throw new Refusal('not-found')
    if (await erasureNow(context)) throw new Refusal('erased-already')
    const { preview, sourceKey } = await previewOf(context)
    if (body.standing !== preview.standing) throw new Refusal('version-conflict', { current: preview })
    if (preview.obstacles.length > 0) throw new Refusal('erasure-blocked')
    const isTyped = [person.name, String(personId)].some((one) => folded(one) === folded(body.confirmation))
    if (!isTyped) throw refuseField('confirmation', 'not-the-name')
    const { erasureId } = await beginPersonErasure.one(sql, grant, {
      reason: body.reason,
      correlationId,
      sourceKeyHash: sourceKey === null ? null : erasedSourceKey(installation.encryptionKey, sourceKey),
    })
    if (erasureId === null) throw new Refusal('erased-already')
    // The reason stays with the certificate alone: the record says that, who and when.
    note({ event: 'changed', details: { erasure: 'begun', personErasureId: erasureId, personId } })
    return { erasureId }
  },
}
