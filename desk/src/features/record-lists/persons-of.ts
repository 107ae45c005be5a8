import type { Api } from '@porchlight/contract/api.ts'
import type { Response } from '@porchlight/contract/endpoint.ts'

type Row = Response<Api['searchCustomers']>['rows'][number]

/** Returns the persons of a customer search, each once, with their user names and accounts among the rows. */
export function personsOf(rows: readonly Pick<Row, 'person' | 'webUser' | 'account'>[]) {
  const persons = new Map<number, { name: string; userNames: Set<string>; accountIds: Set<number> }>()
  for (const { person, webUser, account } of rows) {
    if (!person) continue
    const { name, personId } = person
    const one = persons.get(personId) ?? { name, userNames: new Set(), accountIds: new Set() }
    if (webUser) one.userNames.add(webUser.userName)
    if (account) one.accountIds.add(account.accountId)
    persons.set(personId, one)
  }
  return [...persons].map(([personId, { name, userNames, accountIds }]) => ({
    personId,
    name,
    userNames: [...userNames],
    accountIds: [...accountIds],
  }))
}
