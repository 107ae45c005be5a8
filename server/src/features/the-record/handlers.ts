import { planEachTime } from '#database/queries.ts'
import type { Sql } from '#database/sql.ts'
import { maskedLogin, maskedName } from '#features/accounts/index.ts'
import { cleanTyped } from '#features/customer-search/index.ts'
import { namePeople, termsHashesOf } from '#features/searches-at-rest/index.ts'
import type { HandlersOf } from '#pipeline/handler.ts'
import type { Grant } from '#policy/grant.ts'
import { entriesFound, webUsersOfEntries } from './queries.ts'

const pageSize = 100

export const theRecordHandlers: HandlersOf<'queryRecord'> = {
  queryRecord: async ({ body }, { sql, installation, grant }) => {
    await planEachTime(sql, {})
    const rows = await entriesFound(sql, {
      before: body.before ?? null,
      csrId: body.csrId || null,
      webUserId: body.webUserId ?? null,
      userName: body.userName || null,
      accountId: body.accountId ?? null,
      masqueradeId: body.masqueradeId || null,
      event: body.event || null,
      termsHashes: body.searchTerms
        ? termsHashesOf(installation.encryptionKey, cleanTyped(body.searchTerms))
        : null,
      from: body.from ?? null,
      to: body.to ?? null,
      timeZone: installation.timeZone,
      staffOnly: body.staffOnly,
    })
    const page = rows.slice(0, pageSize)
    const webUserOf = await webUsersNamed(sql, grant, page)
    return {
      entries: page.map(({ families, hits, named, ...entry }) => ({
        ...entry,
        at: entry.at.toISOString(),
        webUser: entry.webUserId === null ? null : (webUserOf.get(entry.webUserId) ?? null),
        search: families !== null && hits !== null ? { families, hits, named } : null,
      })),
      nextBefore: rows.length > pageSize ? (page.at(-1)?.recordEntryId ?? null) : null,
    }
  },
}

/** Looks up who the web users of entries are, masks protected ones, and counts the others among the people named to the CSR. */
async function webUsersNamed(
  sql: Sql,
  grant: Grant<'record:view'>,
  entries: readonly { webUserId: number | null }[],
): Promise<Map<number, { userName: string; personName: string }>> {
  const webUserIds = [...new Set(entries.flatMap(({ webUserId }) => webUserId ?? []))]
  const webUsers = await webUsersOfEntries(sql, { webUserIds })
  await namePeople(
    sql,
    grant,
    webUsers.map(({ personId, isProtected }) => (isProtected ? null : personId)),
  )
  return new Map(
    webUsers.map(({ webUserId, userName, personName, isProtected }) => [
      webUserId,
      isProtected ? { userName: maskedLogin, personName: maskedName(personName) } : { userName, personName },
    ]),
  )
}
