import { query } from '#database/query.ts'
import type { DeleteOldAttempts, GiveBackAttempt, TakeAttempt } from './queries.generated.ts'

export const takeAttempt = query<TakeAttempt>(
  'take-attempt',
  'SELECT take_attempt($bucket::bytea, $limit::integer, $window::interval) AS "is_within!"',
)

export const giveBackAttempt = query<GiveBackAttempt>(
  'give-back-attempt',
  'SELECT give_back_attempt($bucket::bytea, $window::interval)',
)

export const deleteOldAttempts = query<DeleteOldAttempts>(
  'delete-old-attempts',
  `DELETE FROM attempts WHERE window_starts_at < current_instant() - interval '1 day'`,
)
