// Made by `npm run types` from the migrated database. Not to be edited.

export type FirstChangedTasks = {
  params: { anyUnfinished: boolean | null; since: string | null; until: string | null; cursorAt: string | null; cursorId: number | null; anyFinal: boolean | null; mostRead: number | null; anyState: boolean | null; states: string[] | null; anyType: boolean | null; types: string[] | null; actorKinds: string[] | null; anyAmount: boolean | null; leastCents: number | null; mostCents: number | null; unassigned: boolean | null; limit: number | null }
  row: { taskIds: number[]; isCut: boolean }
}

export type HighestAmounts = {
  params: { states: string[] | null; types: string[] | null; byCsr: boolean[] | null; leastCents: number | null; actorKinds: string[] | null; anyAmount: boolean | null; mostCents: number | null; unassigned: boolean | null; since: string | null; until: string | null; cursorCents: number | null; cursorId: number | null; limit: number | null }
  row: { taskId: number }
}

export type LastChangedTasks = {
  params: { anyUnfinished: boolean | null; since: string | null; until: string | null; cursorAt: string | null; cursorId: number | null; anyFinal: boolean | null; mostRead: number | null; anyState: boolean | null; states: string[] | null; anyType: boolean | null; types: string[] | null; actorKinds: string[] | null; anyAmount: boolean | null; leastCents: number | null; mostCents: number | null; unassigned: boolean | null; limit: number | null }
  row: { taskIds: number[]; isCut: boolean }
}

export type LowestAmounts = {
  params: { states: string[] | null; types: string[] | null; byCsr: boolean[] | null; mostCents: number | null; actorKinds: string[] | null; anyAmount: boolean | null; leastCents: number | null; unassigned: boolean | null; since: string | null; until: string | null; cursorCents: number | null; cursorId: number | null; limit: number | null }
  row: { taskId: number }
}

export type NewestTasks = {
  params: { csrId: string | null; anyUnfinished: boolean | null; cursorAt: string | null; cursorId: number | null; since: string | null; anyFinal: boolean | null; mostRead: number | null; anyState: boolean | null; states: string[] | null; anyType: boolean | null; types: string[] | null; actorKinds: string[] | null; anyAmount: boolean | null; leastCents: number | null; mostCents: number | null; unassigned: boolean | null; until: string | null; limit: number | null }
  row: { taskIds: number[]; isCut: boolean }
}

export type OldestTasks = {
  params: { csrId: string | null; anyUnfinished: boolean | null; cursorAt: string | null; cursorId: number | null; until: string | null; anyFinal: boolean | null; mostRead: number | null; anyState: boolean | null; states: string[] | null; anyType: boolean | null; types: string[] | null; actorKinds: string[] | null; anyAmount: boolean | null; leastCents: number | null; mostCents: number | null; unassigned: boolean | null; since: string | null; limit: number | null }
  row: { taskIds: number[]; isCut: boolean }
}

export type TasksByRank = {
  params: { cursorRank: number | null; cursorAt: string | null; until: string | null; cursorId: number | null; states: string[] | null; types: string[] | null; byCsr: boolean[] | null; sort: string | null; anyAmount: boolean | null; leastCents: number | null; mostCents: number | null; actorKinds: string[] | null; unassigned: boolean | null; since: string | null; limit: number | null }
  row: { taskId: number }
}
