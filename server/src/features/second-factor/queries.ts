import { command, query } from '#database/query.ts'
import type {
  ChangeSecondFactor,
  OwnSecondFactor,
  RenewRecoveryCodes,
  SecondFactorMode,
} from './queries.generated.ts'

/** The utility's setting; null where it never set it. */
export const secondFactorMode = query<SecondFactorMode>(
  'second-factor-mode',
  `SELECT setting_value('sign-in.second-factor') AS mode`,
)

export const ownSecondFactor = query<OwnSecondFactor>(
  'own-second-factor',
  `SELECT since, recovery_codes_left AS "recovery_codes_left!", shown_nonce, changed_at
   FROM own_second_factor($tokenHash::bytea)`,
)

/** Turns the second factor on, or off without a sealed secret. False: the password or the state is another meanwhile. */
export const changeSecondFactor = command<ChangeSecondFactor, 'second-factor:change'>(
  'change-second-factor',
  `SELECT change_second_factor($tokenHash::bytea, $verifiedHash::text, $sealed::bytea, $step::bigint, $recoveryHashes::bytea[],
     $recoveryNonce::text) AS "is_changed!"`,
)

export const renewRecoveryCodes = command<RenewRecoveryCodes, 'second-factor:change'>(
  'renew-recovery-codes',
  `SELECT renew_recovery_codes($tokenHash::bytea, $verifiedHash::text, $recoveryHashes::bytea[], $recoveryNonce::text)
     AS "is_changed!"`,
)
