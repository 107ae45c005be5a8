import { planEachTime, planOnce } from '#database/queries.ts'
import {
  checkpointToProveBy,
  exportEnd,
  exportHead,
  exportLines,
  proveLines,
  signedCheckpointOf,
} from '#features/the-record/index.ts'
import type { HandlersOf } from '#pipeline/handler.ts'
import { Refusal, refuseField } from '#policy/refusal.ts'
import { entriesByCsr, entriesToCustomer, personOfRecord } from './queries.ts'
import { scopeOf } from './scope-of.ts'

const pageSize = 500

/** Gives one page of a list with the proof of each line. All pages are proved by the checkpoint that the first one found. */
export const exportRecord: HandlersOf<'exportRecord'>['exportRecord'] = async (
  { body },
  { sql, installation, note },
) => {
  const { csrId, personId, cursor, ...filters } = body
  if ((csrId === undefined) === (personId === undefined)) throw refuseField('csrId', 'not-valid')
  const checkpoint = cursor
    ? await signedCheckpointOf.first(sql, { size: cursor.size })
    : await checkpointToProveBy.first(sql, {})
  if (!checkpoint) throw cursor ? refuseField('cursor', 'not-valid') : new Refusal('record-not-signed')
  const person = personId === undefined ? undefined : await personOfRecord.first(sql, { personId })
  if (personId !== undefined && !person) throw new Refusal('not-found')
  const paged = { ...filters, before: cursor?.before, most: pageSize + 1 }
  const scope = await scopeOf(sql, paged, installation.timeZone)
  await (person ? planOnce : planEachTime)(sql, {})
  const rows = person
    ? await entriesToCustomer(sql, { ...person, ...scope })
    : await entriesByCsr(sql, { csrId: csrId ?? null, ...scope })
  const page = rows.slice(0, pageSize)
  const proved = await proveLines(
    sql,
    checkpoint,
    page.map(({ recordEntryId }) => recordEntryId),
  )
  const lines = (cursor?.lines ?? 0) + proved.length
  const unsealed = (cursor?.unsealed ?? 0) + page.length - proved.length
  const about = Object.fromEntries(
    Object.entries({ ofCsr: csrId, personId, ...filters }).flatMap(([name, value]) =>
      value === undefined || value === '' ? [] : [[name, value]],
    ),
  )
  const isLast = rows.length <= pageSize
  const last = page.at(-1)
  const who = { webUserId: person?.webUserIds[0] }
  if (!cursor) note({ event: 'read', ...who, details: { export: 'begun', ...about } })
  // Each page is a line: a page in the middle can be asked for by itself.
  else if (!isLast)
    note({ event: 'read', ...who, details: { export: 'continued', ...about, before: cursor.before } })
  if (isLast) note({ event: 'read', ...who, details: { export: 'ended', ...about, lines } })
  const madeAt = new Date().toISOString()
  const head = cursor ? '' : exportHead(checkpoint, { about, madeAt })
  const text = `${head}${exportLines(proved)}${isLast ? exportEnd(lines, unsealed) : ''}`
  const { size } = checkpoint
  return {
    text,
    nextCursor: isLast || !last ? null : { before: last.recordEntryId, size, lines, unsealed },
  }
}
