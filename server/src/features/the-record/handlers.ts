import { planEachTime } from '#database/queries.ts'
import { cleanTyped } from '#features/customer-search/index.ts'
import { termsHashesOf } from '#features/searches-at-rest/index.ts'
import type { HandlersOf } from '#pipeline/handler.ts'
import { entriesFound } from './queries.ts'
import { shownPage } from './shown-page.ts'

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
      termsHashes: body.searchTerms ? termsHashesOf(installation, cleanTyped(body.searchTerms)) : null,
      from: body.from ?? null,
      to: body.to ?? null,
      timeZone: installation.timeZone,
      staffOnly: body.staffOnly,
    })
    return shownPage(sql, grant, rows)
  },
}
