import { planEachTime, planOnce } from '#database/queries.ts'
import { maskedLogin, maskedName } from '#features/accounts/index.ts'
import { namePeople } from '#features/searches-at-rest/index.ts'
import { shownPage } from '#features/the-record/index.ts'
import type { HandlersOf } from '#pipeline/handler.ts'
import { Refusal } from '#policy/refusal.ts'
import { exportRecord } from './export-page.ts'
import { csrsNamed, entriesByCsr, entriesToCustomer, nameOfCsr, personOfRecord } from './queries.ts'
import { scopeOf } from './scope-of.ts'

const mostCsrs = 20
const pageSize = 100

type Listing = 'findRecordCsrs' | 'queryCsrRecord' | 'queryCustomerRecord' | 'exportRecord'

export const recordListHandlers: HandlersOf<Listing> = {
  findRecordCsrs: async ({ body }, { sql }) => {
    const csrs = await csrsNamed(sql, { name: body.name })
    return { csrs: csrs.slice(0, mostCsrs), isCut: csrs.length > mostCsrs }
  },

  queryCsrRecord: async ({ body }, { sql, grant, installation, note }) => {
    const { csrId, ...paged } = body
    const scope = await scopeOf(sql, { ...paged, most: pageSize + 1 }, installation.timeZone)
    await planEachTime(sql, {})
    const rows = await entriesByCsr(sql, { csrId, ...scope })
    const csr = await nameOfCsr.first(sql, { csrId })
    note({ event: 'read', details: { ofCsr: csrId } })
    return { csr: { csrId, name: csr?.name ?? null }, ...(await shownPage(sql, grant, rows)) }
  },

  queryCustomerRecord: async ({ body }, { sql, grant, installation, note }) => {
    const { personId, ...paged } = body
    const person = await personOfRecord.first(sql, { personId })
    if (!person) throw new Refusal('not-found')
    const { webUserIds, accountIds, isProtected } = person
    const scope = await scopeOf(sql, { ...paged, most: pageSize + 1 }, installation.timeZone)
    await namePeople(sql, grant, [isProtected ? null : personId])
    await planOnce(sql, {})
    const rows = await entriesToCustomer(sql, { personId, webUserIds, accountIds, ...scope })
    note({ event: 'read', webUserId: webUserIds[0], details: { personId } })
    const name = person.name && (isProtected ? maskedName(person.name) : person.name)
    const userNames = isProtected ? person.userNames.map(() => maskedLogin) : person.userNames
    return {
      customer: { personId, name, userNames, accountIds },
      ...(await shownPage(sql, grant, rows)),
    }
  },

  exportRecord,
}
