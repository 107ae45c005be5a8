import { command, publicCommand } from '#database/query.ts'
import type { GrantedAction } from '#policy/grant.ts'
import type { DeleteOldAttempts, GiveBackAttempt, TakeAttempt } from './queries.generated.ts'

export const takeAttempt = publicCommand<TakeAttempt, GrantedAction>(
  'take-attempt',
  'SELECT take_attempt($bucket::bytea, $limit::integer, $window::interval) AS "is_within!"',
)

export const giveBackAttempt = publicCommand<GiveBackAttempt, GrantedAction>(
  'give-back-attempt',
  'SELECT give_back_attempt($bucket::bytea, $window::interval)',
)

export const deleteOldAttempts = command<DeleteOldAttempts, 'job:delete-old-rows'>(
  'delete-old-attempts',
  `DELETE FROM attempts WHERE window_starts_at < current_instant() - interval '1 day'`,
)
