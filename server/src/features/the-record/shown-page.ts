import type { Sql } from '#database/sql.ts'
import { maskedLogin, maskedName } from '#features/accounts/index.ts'
import { namePeople } from '#features/searches-at-rest/index.ts'
import type { Grant } from '#policy/grant.ts'
import type { EntriesFound } from './queries.generated.ts'
import { webUsersOfEntries } from './queries.ts'

const pageSize = 100

/**
 * Returns a page of lines as the desk shows them: with the people that the lines name, masked where they are protected.
 * @param rows one more than a page where there are older lines
 */
export async function shownPage<Row extends EntriesFound['row']>(
  sql: Sql,
  grant: Grant<'record:view'>,
  rows: readonly Row[],
) {
  const page = rows.slice(0, pageSize)
  const webUserOf = await webUsersNamed(sql, grant, page)
  return {
    entries: page.map(({ families, hits, named, at, ...entry }) => ({
      ...entry,
      at: at.toISOString(),
      webUser: entry.webUserId === null ? null : (webUserOf.get(entry.webUserId) ?? null),
      search: families !== null && hits !== null ? { families, hits, named } : null,
    })),
    nextBefore: rows.length > pageSize ? (page.at(-1)?.recordEntryId ?? null) : null,
  }
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
