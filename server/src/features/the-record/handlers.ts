import type { HandlersOf } from '#pipeline/handler.ts'
import { recordEntries } from './queries.ts'

const pageSize = 100

export const theRecordHandlers: HandlersOf<'queryRecord'> = {
  queryRecord: async ({ body }, context) => {
    const found = await recordEntries(context.sql, {
      csrId: body.csrId || null,
      webUserId: body.webUserId ?? null,
      accountId: body.accountId ?? null,
      masqueradeId: body.masqueradeId || null,
      event: body.event || null,
      from: body.from ?? null,
      to: body.to ?? null,
      staffOnly: body.staffOnly,
      before: body.before ?? null,
      timeZone: context.installation.timeZone,
      limit: pageSize + 1,
    })
    const entries = found.slice(0, pageSize).map((entry) => ({ ...entry, at: entry.at.toISOString() }))
    // Reading the record is a line in it too.
    context.note({
      event: 'read',
      webUserId: body.webUserId,
      accountId: body.accountId,
      details: { entries: entries.length },
    })
    return { entries, nextBefore: found.length > pageSize ? (entries.at(-1)?.recordEntryId ?? null) : null }
  },
}
