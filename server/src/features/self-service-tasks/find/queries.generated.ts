// Made by `npm run types` from the migrated database. Not to be edited.

export type CountedTasks = {
  params: { today: string | null; threeDays: string | null; sevenDays: string | null; thirtyDays: string | null; source: string | null; anyState: boolean | null; states: string[] | null; anyType: boolean | null; types: string[] | null; actorKinds: string[] | null; anyAmount: boolean | null; leastCents: number | null; mostCents: number | null; unassigned: boolean | null; since: string | null; until: string | null; taskId: number | null; correlationId: string | null; accountId: number | null; webUsers: number[] | null; personsAccounts: number[] | null; personsWebUsers: number[] | null; csrId: string | null; assignedGroups: string[] | null; assignedTo: string | null; byCsr: boolean[] | null; mostOfGroup: number | null }
  row: { state: string; taskType: string; counts: number[] }
}

export type FewTasks = {
  params: { sign: number | null; sort: string | null; ranking: string[] | null; source: string | null; anyState: boolean | null; states: string[] | null; anyType: boolean | null; types: string[] | null; actorKinds: string[] | null; anyAmount: boolean | null; leastCents: number | null; mostCents: number | null; unassigned: boolean | null; since: string | null; until: string | null; taskId: number | null; correlationId: string | null; accountId: number | null; webUsers: number[] | null; personsAccounts: number[] | null; personsWebUsers: number[] | null; csrId: string | null; assignedGroups: string[] | null; assignedTo: string | null; byCsr: boolean[] | null; cursorAt: string | null; cursorId: number | null; limit: number | null; cursorRank: number | null; cursorCents: number | null }
  row: { taskId: number }
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
  row: { taskId: number; taskType: string; state: string; accountId: number | null; customerName: string | null; customerPersonId: number | null; webUserPersonId: number | null; createdAt: Date; updatedAt: Date; webUserId: string | null; emailAddress: string | null; ipAddress: string | null; selfServiceUserId: number | null; madeBy: string; preparedBy: string | null; amountCents: number | null; currency: string | null; assignedTo: string | null; assignedGroup: string | null; correlationId: string; version: number; isTold: boolean; isApplied: boolean; isProtected: boolean; createdKey: string; updatedKey: string }
}

export type WebUsersCalled = {
  params: { pattern: string | null; most: number | null }
  row: { webUserId: number; personId: number }
}
