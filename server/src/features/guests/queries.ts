import { command, publicCommand, query } from '#database/query.ts'
import type {
  AcceptGuestInvitation,
  AddGuestKey,
  ChangeGuestRole,
  GuestInvitations,
  GuestRoles,
  HoldForLeaving,
  InvitationOfKey,
  LeaveAccount,
  NicknameOf,
  RegisterGuest,
} from './queries.generated.ts'

/** The roles that a holder may give to a guest. */
export const guestRoles = query<GuestRoles>(
  'guest-roles',
  `SELECT role FROM web_user_roles
   WHERE NOT is_financially_responsible AND 'invite' <> ALL (rights) ORDER BY position`,
)

/** The invitations to an account that nobody has accepted yet, as row-level security shows them to a holder. An erased one has no address. */
export const guestInvitations = query<GuestInvitations>(
  'guest-invitations',
  `SELECT self_service_task_id AS task_id, payload ->> 'email' AS "email!", payload ->> 'role' AS "role!", created_at, expires_at
   FROM self_service_tasks
   WHERE account_id = $accountId AND task_type = 'guest-invite' AND state = 'awaiting-verification'
     AND payload ->> 'email' IS NOT NULL AND payload ->> 'role' IS NOT NULL
   ORDER BY self_service_task_id LIMIT 100`,
)

/** Null where the web user may not invite. */
export const addGuestKey = command<AddGuestKey, 'guest:invite'>(
  'add-guest-key',
  'SELECT add_guest_key($taskId::bigint, $nonce::text, $keyHash::bytea) AS mailed_key_id',
)

export const invitationOfKey = query<InvitationOfKey>(
  'invitation-of-key',
  `SELECT account_id AS "account_id!", role AS "role!", email AS "email!", inviter AS "inviter!"
   FROM invitation_of_key($keyHash::bytea)`,
)

const accepted = `outcome AS "outcome!", task_id AS invitation_id, account_id AS invited_account_id, role`

export const acceptGuestInvitation = command<AcceptGuestInvitation, 'guest:accept'>(
  'accept-guest-invitation',
  `SELECT ${accepted} FROM accept_guest_invitation($keyHash::bytea)`,
)

/** Uses the key; from here on row-level security sees the new web user, until the end of the transaction. */
export const registerGuest = publicCommand<RegisterGuest>(
  'register-guest',
  `SELECT ${accepted}, web_user_id AS guest_id, email, person_id AS guest_person_id,
     set_config('porchlight.mailed_key', encode($keyHash::bytea, 'hex'), true) AS seen_as
   FROM register_guest($keyHash::bytea, $givenName::text, $surname::text, $locale::text, $passwordHash::text)`,
)

/** False where the role was changed meanwhile. */
export const changeGuestRole = command<ChangeGuestRole, 'guest:change-role'>(
  'change-guest-role',
  `SELECT change_guest_role($accountId::bigint, $guestId::bigint, $seenRole::text, $role::text, $taskId::bigint) AS "is_changed!"`,
)

export const holdForLeaving = query<HoldForLeaving>(
  'hold-for-leaving',
  `SELECT outcome AS "outcome!", role, is_person_removed FROM hold_for_leaving($accountId::bigint)`,
)

export const leaveAccount = command<LeaveAccount, 'account-link:leave'>(
  'leave-account',
  'SELECT leave_account($accountId::bigint) AS "has_left!"',
)

export const nicknameOf = query<NicknameOf>(
  'nickname-of',
  'SELECT nickname FROM web_user_accounts WHERE web_user_id = $webUserId AND account_id = $accountId',
)
