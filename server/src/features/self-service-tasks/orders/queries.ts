import { query } from '#database/query.ts'
import { amountWithin, inGroup } from '../find/sql-parts.ts'
import type {
  AmountAscending,
  AmountAscendingNarrow,
  AmountDescending,
  AmountDescendingNarrow,
  ChangedAscending,
  ChangedAscendingNarrow,
  ChangedDescending,
  ChangedDescendingNarrow,
  CreatedAscending,
  CreatedAscendingNarrow,
  CreatedDescending,
  CreatedDescendingNarrow,
  EverythingAscending,
  EverythingAscendingNarrow,
  EverythingDescending,
  EverythingDescendingNarrow,
  Ranked,
  RankedNarrow,
  TypesWithAmounts,
  UnfinishedAscending,
  UnfinishedAscendingNarrow,
  UnfinishedChangedAscending,
  UnfinishedChangedAscendingNarrow,
  UnfinishedChangedDescending,
  UnfinishedChangedDescendingNarrow,
  UnfinishedDescending,
  UnfinishedDescendingNarrow,
  UpdatedAscending,
  UpdatedAscendingNarrow,
  UpdatedDescending,
  UpdatedDescendingNarrow,
} from './queries.generated.ts'
import { changed, rankedWalk, streamed, walk } from './walks.ts'

// The ends of all groups at once: with the index of one order alone, and (narrow) looking at the rows too.
export const createdDescending = query<CreatedDescending>(
  'created-descending',
  walk('created_at', 'descending', false),
)
export const createdDescendingNarrow = query<CreatedDescendingNarrow>(
  'created-descending-narrow',
  walk('created_at', 'descending', true),
)
export const createdAscending = query<CreatedAscending>(
  'created-ascending',
  walk('created_at', 'ascending', false),
)
export const createdAscendingNarrow = query<CreatedAscendingNarrow>(
  'created-ascending-narrow',
  walk('created_at', 'ascending', true),
)
export const updatedDescending = query<UpdatedDescending>(
  'updated-descending',
  walk('updated_at', 'descending', false),
)
export const updatedDescendingNarrow = query<UpdatedDescendingNarrow>(
  'updated-descending-narrow',
  walk('updated_at', 'descending', true),
)
export const updatedAscending = query<UpdatedAscending>(
  'updated-ascending',
  walk('updated_at', 'ascending', false),
)
export const updatedAscendingNarrow = query<UpdatedAscendingNarrow>(
  'updated-ascending-narrow',
  walk('updated_at', 'ascending', true),
)
export const amountDescending = query<AmountDescending>(
  'amount-descending',
  walk('amount_cents', 'descending', false),
)
export const amountDescendingNarrow = query<AmountDescendingNarrow>(
  'amount-descending-narrow',
  walk('amount_cents', 'descending', true),
)
export const amountAscending = query<AmountAscending>(
  'amount-ascending',
  walk('amount_cents', 'ascending', false),
)
export const amountAscendingNarrow = query<AmountAscendingNarrow>(
  'amount-ascending-narrow',
  walk('amount_cents', 'ascending', true),
)

// Two streams: everything, and what is not final.
export const everythingDescending = query<EverythingDescending>(
  'everything-descending',
  streamed('everything', 'created_at', 'descending', false),
)
export const everythingDescendingNarrow = query<EverythingDescendingNarrow>(
  'everything-descending-narrow',
  streamed('everything', 'created_at', 'descending', true),
)
export const everythingAscending = query<EverythingAscending>(
  'everything-ascending',
  streamed('everything', 'created_at', 'ascending', false),
)
export const everythingAscendingNarrow = query<EverythingAscendingNarrow>(
  'everything-ascending-narrow',
  streamed('everything', 'created_at', 'ascending', true),
)
export const unfinishedDescending = query<UnfinishedDescending>(
  'unfinished-descending',
  streamed('unfinished', 'created_at', 'descending', false),
)
export const unfinishedDescendingNarrow = query<UnfinishedDescendingNarrow>(
  'unfinished-descending-narrow',
  streamed('unfinished', 'created_at', 'descending', true),
)
export const unfinishedAscending = query<UnfinishedAscending>(
  'unfinished-ascending',
  streamed('unfinished', 'created_at', 'ascending', false),
)
export const unfinishedAscendingNarrow = query<UnfinishedAscendingNarrow>(
  'unfinished-ascending-narrow',
  streamed('unfinished', 'created_at', 'ascending', true),
)
export const unfinishedChangedDescending = query<UnfinishedChangedDescending>(
  'unfinished-changed-descending',
  streamed('unfinished', 'updated_at', 'descending', false),
)
export const unfinishedChangedDescendingNarrow = query<UnfinishedChangedDescendingNarrow>(
  'unfinished-changed-descending-narrow',
  streamed('unfinished', 'updated_at', 'descending', true),
)
export const unfinishedChangedAscending = query<UnfinishedChangedAscending>(
  'unfinished-changed-ascending',
  streamed('unfinished', 'updated_at', 'ascending', false),
)
export const unfinishedChangedAscendingNarrow = query<UnfinishedChangedAscendingNarrow>(
  'unfinished-changed-ascending-narrow',
  streamed('unfinished', 'updated_at', 'ascending', true),
)

// By the last change, of many or of a period.
export const changedDescending = query<ChangedDescending>('changed-descending', changed('descending', false))
export const changedDescendingNarrow = query<ChangedDescendingNarrow>(
  'changed-descending-narrow',
  changed('descending', true),
)
export const changedAscending = query<ChangedAscending>('changed-ascending', changed('ascending', false))
export const changedAscendingNarrow = query<ChangedAscendingNarrow>(
  'changed-ascending-narrow',
  changed('ascending', true),
)

// By type or state, a few of these at a time.
export const ranked = query<Ranked>('ranked', rankedWalk(false))
export const rankedNarrow = query<RankedNarrow>('ranked-narrow', rankedWalk(true))

/** The types of which some task has such an amount: most types never have one. */
export const typesWithAmounts = query<TypesWithAmounts>(
  'types-with-amounts',
  `SELECT y.task_type AS "task_type!" FROM unnest($types::text[]) y (task_type)
   WHERE EXISTS (
     SELECT 1 FROM unnest($states::text[]) s (state) CROSS JOIN unnest($makers::text[]) b (by_csr), LATERAL (
       SELECT 1 FROM self_service_tasks t
       WHERE ${inGroup} AND ${amountWithin} LIMIT 1) x)`,
)
