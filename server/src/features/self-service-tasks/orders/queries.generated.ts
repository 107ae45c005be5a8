// Made by `npm run types` from the migrated database. Not to be edited.

export type AmountAscending = {
  params: { states: string[] | null; types: string[] | null; makers: string[] | null; cursorCents: number | null; leastCents: number | null; cursorId: number | null; mostCents: number | null; since: string | null; until: string | null; limit: number | null }
  row: { taskId: number }
}

export type AmountAscendingNarrow = {
  params: { states: string[] | null; types: string[] | null; makers: string[] | null; cursorCents: number | null; leastCents: number | null; cursorId: number | null; mostCents: number | null; since: string | null; until: string | null; byCustomer: boolean | null; unassigned: boolean | null; anyAmount: boolean | null; limit: number | null }
  row: { taskId: number }
}

export type AmountDescending = {
  params: { states: string[] | null; types: string[] | null; makers: string[] | null; cursorCents: number | null; mostCents: number | null; cursorId: number | null; leastCents: number | null; since: string | null; until: string | null; limit: number | null }
  row: { taskId: number }
}

export type AmountDescendingNarrow = {
  params: { states: string[] | null; types: string[] | null; makers: string[] | null; cursorCents: number | null; mostCents: number | null; cursorId: number | null; leastCents: number | null; since: string | null; until: string | null; byCustomer: boolean | null; unassigned: boolean | null; anyAmount: boolean | null; limit: number | null }
  row: { taskId: number }
}

export type ChangedAscending = {
  params: { cursorAt: string | null; since: string | null; cursorId: number | null; until: string | null; states: string[] | null; types: string[] | null; makers: string[] | null; limit: number | null }
  row: { taskId: number }
}

export type ChangedAscendingNarrow = {
  params: { cursorAt: string | null; since: string | null; cursorId: number | null; until: string | null; states: string[] | null; types: string[] | null; makers: string[] | null; byCustomer: boolean | null; unassigned: boolean | null; anyAmount: boolean | null; leastCents: number | null; mostCents: number | null; limit: number | null }
  row: { taskId: number }
}

export type ChangedDescending = {
  params: { cursorAt: string | null; until: string | null; cursorId: number | null; since: string | null; states: string[] | null; types: string[] | null; makers: string[] | null; limit: number | null }
  row: { taskId: number }
}

export type ChangedDescendingNarrow = {
  params: { cursorAt: string | null; until: string | null; cursorId: number | null; since: string | null; states: string[] | null; types: string[] | null; makers: string[] | null; byCustomer: boolean | null; unassigned: boolean | null; anyAmount: boolean | null; leastCents: number | null; mostCents: number | null; limit: number | null }
  row: { taskId: number }
}

export type CreatedAscending = {
  params: { states: string[] | null; types: string[] | null; makers: string[] | null; cursorAt: string | null; since: string | null; cursorId: number | null; until: string | null; limit: number | null }
  row: { taskId: number }
}

export type CreatedAscendingNarrow = {
  params: { states: string[] | null; types: string[] | null; makers: string[] | null; cursorAt: string | null; since: string | null; cursorId: number | null; until: string | null; byCustomer: boolean | null; unassigned: boolean | null; anyAmount: boolean | null; leastCents: number | null; mostCents: number | null; limit: number | null }
  row: { taskId: number }
}

export type CreatedDescending = {
  params: { states: string[] | null; types: string[] | null; makers: string[] | null; cursorAt: string | null; until: string | null; cursorId: number | null; since: string | null; limit: number | null }
  row: { taskId: number }
}

export type CreatedDescendingNarrow = {
  params: { states: string[] | null; types: string[] | null; makers: string[] | null; cursorAt: string | null; until: string | null; cursorId: number | null; since: string | null; byCustomer: boolean | null; unassigned: boolean | null; anyAmount: boolean | null; leastCents: number | null; mostCents: number | null; limit: number | null }
  row: { taskId: number }
}

export type EverythingAscending = {
  params: { makers: string[] | null; cursorAt: string | null; since: string | null; cursorId: number | null; until: string | null; limit: number | null }
  row: { taskId: number }
}

export type EverythingAscendingNarrow = {
  params: { makers: string[] | null; byCustomer: boolean | null; unassigned: boolean | null; anyAmount: boolean | null; leastCents: number | null; mostCents: number | null; cursorAt: string | null; since: string | null; cursorId: number | null; until: string | null; limit: number | null }
  row: { taskId: number }
}

export type EverythingDescending = {
  params: { makers: string[] | null; cursorAt: string | null; until: string | null; cursorId: number | null; since: string | null; limit: number | null }
  row: { taskId: number }
}

export type EverythingDescendingNarrow = {
  params: { makers: string[] | null; byCustomer: boolean | null; unassigned: boolean | null; anyAmount: boolean | null; leastCents: number | null; mostCents: number | null; cursorAt: string | null; until: string | null; cursorId: number | null; since: string | null; limit: number | null }
  row: { taskId: number }
}

export type Ranked = {
  params: { states: string[] | null; types: string[] | null; makers: string[] | null; since: string | null; until: string | null; rankedBy: string | null; cursorAt: string | null; cursorId: number | null; limit: number | null }
  row: { taskId: number }
}

export type RankedNarrow = {
  params: { states: string[] | null; types: string[] | null; makers: string[] | null; since: string | null; until: string | null; byCustomer: boolean | null; unassigned: boolean | null; anyAmount: boolean | null; leastCents: number | null; mostCents: number | null; rankedBy: string | null; cursorAt: string | null; cursorId: number | null; limit: number | null }
  row: { taskId: number }
}

export type TypesWithAmounts = {
  params: { types: string[] | null; states: string[] | null; makers: string[] | null; leastCents: number | null; mostCents: number | null }
  row: { taskType: string }
}

export type UnfinishedAscending = {
  params: { makers: string[] | null; states: string[] | null; types: string[] | null; cursorAt: string | null; since: string | null; cursorId: number | null; until: string | null; limit: number | null }
  row: { taskId: number }
}

export type UnfinishedAscendingNarrow = {
  params: { makers: string[] | null; states: string[] | null; types: string[] | null; byCustomer: boolean | null; unassigned: boolean | null; anyAmount: boolean | null; leastCents: number | null; mostCents: number | null; cursorAt: string | null; since: string | null; cursorId: number | null; until: string | null; limit: number | null }
  row: { taskId: number }
}

export type UnfinishedChangedAscending = {
  params: { makers: string[] | null; states: string[] | null; types: string[] | null; cursorAt: string | null; cursorId: number | null; since: string | null; until: string | null; limit: number | null }
  row: { taskId: number }
}

export type UnfinishedChangedAscendingNarrow = {
  params: { makers: string[] | null; states: string[] | null; types: string[] | null; byCustomer: boolean | null; unassigned: boolean | null; anyAmount: boolean | null; leastCents: number | null; mostCents: number | null; cursorAt: string | null; cursorId: number | null; since: string | null; until: string | null; limit: number | null }
  row: { taskId: number }
}

export type UnfinishedChangedDescending = {
  params: { makers: string[] | null; states: string[] | null; types: string[] | null; cursorAt: string | null; cursorId: number | null; since: string | null; until: string | null; limit: number | null }
  row: { taskId: number }
}

export type UnfinishedChangedDescendingNarrow = {
  params: { makers: string[] | null; states: string[] | null; types: string[] | null; byCustomer: boolean | null; unassigned: boolean | null; anyAmount: boolean | null; leastCents: number | null; mostCents: number | null; cursorAt: string | null; cursorId: number | null; since: string | null; until: string | null; limit: number | null }
  row: { taskId: number }
}

export type UnfinishedDescending = {
  params: { makers: string[] | null; states: string[] | null; types: string[] | null; cursorAt: string | null; until: string | null; cursorId: number | null; since: string | null; limit: number | null }
  row: { taskId: number }
}

export type UnfinishedDescendingNarrow = {
  params: { makers: string[] | null; states: string[] | null; types: string[] | null; byCustomer: boolean | null; unassigned: boolean | null; anyAmount: boolean | null; leastCents: number | null; mostCents: number | null; cursorAt: string | null; until: string | null; cursorId: number | null; since: string | null; limit: number | null }
  row: { taskId: number }
}

export type UpdatedAscending = {
  params: { states: string[] | null; types: string[] | null; makers: string[] | null; cursorAt: string | null; cursorId: number | null; limit: number | null }
  row: { taskId: number }
}

export type UpdatedAscendingNarrow = {
  params: { states: string[] | null; types: string[] | null; makers: string[] | null; cursorAt: string | null; cursorId: number | null; since: string | null; until: string | null; byCustomer: boolean | null; unassigned: boolean | null; anyAmount: boolean | null; leastCents: number | null; mostCents: number | null; limit: number | null }
  row: { taskId: number }
}

export type UpdatedDescending = {
  params: { states: string[] | null; types: string[] | null; makers: string[] | null; cursorAt: string | null; cursorId: number | null; limit: number | null }
  row: { taskId: number }
}

export type UpdatedDescendingNarrow = {
  params: { states: string[] | null; types: string[] | null; makers: string[] | null; cursorAt: string | null; cursorId: number | null; since: string | null; until: string | null; byCustomer: boolean | null; unassigned: boolean | null; anyAmount: boolean | null; leastCents: number | null; mostCents: number | null; limit: number | null }
  row: { taskId: number }
}
