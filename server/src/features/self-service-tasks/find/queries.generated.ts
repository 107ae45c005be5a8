// Made by `npm run types` from the migrated database. Not to be edited.

export type AreManyAmounts = {
  params: { most: number | null; states: string[] | null; types: string[] | null; makers: string[] | null; leastCents: number | null; mostCents: number | null }
  row: { isMany: boolean }
}

export type CountedGroups = {
  params: { states: string[] | null; types: string[] | null; makers: string[] | null; today: string | null; threeDays: string | null; sevenDays: string | null; thirtyDays: string | null; since: string | null; until: string | null; most: number | null }
  row: { state: string; taskType: string; counts: number[] }
}

export type CountedGroupsNarrow = {
  params: { states: string[] | null; types: string[] | null; makers: string[] | null; today: string | null; threeDays: string | null; sevenDays: string | null; thirtyDays: string | null; since: string | null; until: string | null; byCustomer: boolean | null; unassigned: boolean | null; anyAmount: boolean | null; leastCents: number | null; mostCents: number | null; most: number | null }
  row: { state: string; taskType: string; counts: number[] }
}

export type CountedSet = {
  params: { today: string | null; threeDays: string | null; sevenDays: string | null; thirtyDays: string | null; byTask: number | null; byCorrelation: string | null; byAccounts: number[] | null; byWebUsers: number[] | null; byCsrId: string | null; byAssigned: string | null; byGroups: string[] | null; states: string[] | null; types: string[] | null; byCsr: boolean | null; onAccount: number | null; ofWebUsers: number[] | null; ofPersonsAccounts: number[] | null; ofPersonsWebUsers: number[] | null; ofCsr: string | null; ofCorrelation: string | null; ofAssigned: boolean | null; assignedTo: string | null; assignedGroups: string[] | null; since: string | null; until: string | null; byCustomer: boolean | null; unassigned: boolean | null; anyAmount: boolean | null; leastCents: number | null; mostCents: number | null; most: number | null }
  row: { state: string; taskType: string; counts: number[] }
}

export type FirstChangedOfCsr = {
  params: { byCsrId: string | null; cursorAt: string | null; cursorId: number | null; since: string | null; until: string | null; limit: number | null }
  row: { taskId: number; updatedAt: Date | null }
}

export type GroupsOfCsr = {
  params: { csrId: string | null }
  row: { csrGroup: string; name: string }
}

export type InAmounts = {
  params: { sort: string | null; ranking: string[] | null; sign: number | null; states: string[] | null; types: string[] | null; makers: string[] | null; leastCents: number | null; mostCents: number | null; since: string | null; until: string | null; byCustomer: boolean | null; unassigned: boolean | null; anyAmount: boolean | null; cursorRank: number | null; cursorCents: number | null; cursorAt: string | null; cursorId: number | null; limit: number | null }
  row: { taskId: number }
}

export type InPeriod = {
  params: { sort: string | null; ranking: string[] | null; sign: number | null; states: string[] | null; types: string[] | null; makers: string[] | null; since: string | null; until: string | null; byCustomer: boolean | null; unassigned: boolean | null; anyAmount: boolean | null; leastCents: number | null; mostCents: number | null; cursorRank: number | null; cursorCents: number | null; cursorAt: string | null; cursorId: number | null; limit: number | null }
  row: { taskId: number }
}

export type InPeriodByUpdated = {
  params: { sign: number | null; states: string[] | null; types: string[] | null; makers: string[] | null; since: string | null; until: string | null; cursorRank: number | null; cursorAt: string | null; cursorId: number | null; limit: number | null }
  row: { taskId: number }
}

export type InSet = {
  params: { sort: string | null; ranking: string[] | null; sign: number | null; byTask: number | null; byCorrelation: string | null; byAccounts: number[] | null; byWebUsers: number[] | null; byCsrId: string | null; byAssigned: string | null; byGroups: string[] | null; states: string[] | null; types: string[] | null; byCsr: boolean | null; onAccount: number | null; ofWebUsers: number[] | null; ofPersonsAccounts: number[] | null; ofPersonsWebUsers: number[] | null; ofCsr: string | null; ofCorrelation: string | null; ofAssigned: boolean | null; assignedTo: string | null; assignedGroups: string[] | null; since: string | null; until: string | null; byCustomer: boolean | null; unassigned: boolean | null; anyAmount: boolean | null; leastCents: number | null; mostCents: number | null; cursorRank: number | null; cursorCents: number | null; cursorAt: string | null; cursorId: number | null; limit: number | null }
  row: { taskId: number }
}

export type IsLongPeriod = {
  params: { most: number | null; states: string[] | null; types: string[] | null; makers: string[] | null; since: string | null; until: string | null }
  row: { isMany: boolean }
}

export type LastChangedOfCsr = {
  params: { byCsrId: string | null; cursorAt: string | null; cursorId: number | null; since: string | null; until: string | null; limit: number | null }
  row: { taskId: number; updatedAt: Date | null }
}

export type NewestOfSet = {
  params: { byAccounts: number[] | null; cursorAt: string | null; until: string | null; cursorId: number | null; since: string | null; limit: number | null; byWebUsers: number[] | null; byCsrId: string | null; byAssigned: string | null; byGroups: string[] | null }
  row: { taskId: number; createdAt: Date | null }
}

export type OldestOfSet = {
  params: { byAccounts: number[] | null; cursorAt: string | null; since: string | null; cursorId: number | null; until: string | null; limit: number | null; byWebUsers: number[] | null; byCsrId: string | null; byAssigned: string | null; byGroups: string[] | null }
  row: { taskId: number; createdAt: Date | null }
}

export type OwnersOfPersons = {
  params: { persons: number[] | null }
  row: { accounts: number[]; webUsers: number[] }
}

export type PeriodOf = {
  params: { timeZone: string | null; from: string | null; age: string | null; to: string | null }
  row: { today: string; threeDays: string; sevenDays: string; thirtyDays: string; since: string; until: string }
}

export type TaskRows = {
  params: { ids: number[] | null }
  row: { taskId: number; taskType: string; state: string; accountId: number | null; customerName: string | null; customerPersonId: number | null; createdAt: Date; updatedAt: Date; webUserId: string | null; emailAddress: string | null; ipAddress: string | null; selfServiceUserId: number | null; madeBy: string; preparedBy: string | null; amountCents: number | null; currency: string | null; assignedTo: string | null; assignedGroup: string | null; correlationId: string; version: number; isTold: boolean; isApplied: boolean; isProtected: boolean; createdKey: string; updatedKey: string }
}

export type UnfinishedInSet = {
  params: { sort: string | null; ranking: string[] | null; sign: number | null; byTask: number | null; byCorrelation: string | null; byAccounts: number[] | null; byWebUsers: number[] | null; byCsrId: string | null; byAssigned: string | null; byGroups: string[] | null; states: string[] | null; types: string[] | null; byCsr: boolean | null; onAccount: number | null; ofWebUsers: number[] | null; ofPersonsAccounts: number[] | null; ofPersonsWebUsers: number[] | null; ofCsr: string | null; ofCorrelation: string | null; ofAssigned: boolean | null; assignedTo: string | null; assignedGroups: string[] | null; since: string | null; until: string | null; byCustomer: boolean | null; unassigned: boolean | null; anyAmount: boolean | null; leastCents: number | null; mostCents: number | null; cursorRank: number | null; cursorCents: number | null; cursorAt: string | null; cursorId: number | null; limit: number | null }
  row: { taskId: number }
}

export type WebUsersCalled = {
  params: { pattern: string | null; most: number | null }
  row: { webUserId: number }
}
