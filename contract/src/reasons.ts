/**
 * Every reason for which a request is refused, and its HTTP status. A reason is a kebab sentence; the words that a person
 * reads for it are in the locale files under `reason.<name>`.
 */
export const reasons = {
  'invalid-request': 400,
  'origin-not-allowed': 403,
  'form-token-missing': 403,
  'not-signed-in': 401,
  'masquerade-ended': 401,
  'sign-in-refused': 401,
  'second-factor-required': 401,
  'staff-unknown': 403,
  'staff-inactive': 403,
  'another-person': 403,
  'staff-only': 403,
  'customer-only': 403,
  'integration-only': 403,
  'account-not-linked': 403,
  'role-may-not': 403,
  'holders-only': 403,
  'permission-missing': 403,
  'masquerade-never': 403,
  'masquerade-only': 403,
  'masquerade-read-only': 403,
  'masquerade-switched-off': 403,
  'entitlement-off': 403,
  'step-up-required': 403,
  'target-unavailable': 403,
  'own-account': 403,
  'further-reason-required': 403,
  'signature-refused': 403,
  'not-found': 404,
  'version-conflict': 409,
  'already-linked': 409,
  'already-asked': 409,
  'link-declined': 409,
  'already-unlinked': 409,
  'link-again-over': 409,
  'link-again-changed': 409,
  'relationship-not-reserved': 409,
  'main-customer-stays': 409,
  'still-linked': 409,
  'web-user-inactive': 409,
  'payment-repeated': 409,
  'amount-over-balance': 409,
  'payment-over': 409,
  'email-confirmed': 409,
  'email-unconfirmed': 409,
  'assigned-to-another': 409,
  'already-done': 409,
  'link-refused': 422,
  'link-not-possible': 422,
  'holder-not-removable': 409,
  'mailed-key-over': 422,
  'invalid-field': 422,
  'password-wrong': 422,
  'unknown-placeholder': 422,
  'cash-only': 422,
  'nothing-to-pay': 422,
  'payment-differs': 422,
  'payment-after-visit': 422,
  'masquerade-not-live': 409,
  'move-not-allowed': 409,
  'effect-not-made': 409,
  'told-to-cis': 409,
  'own-request': 403,
  'own-alert': 403,
  'nothing-to-resend': 422,
  'too-many-attempts': 429,
  'too-many-requests': 429,
  'too-many-customers': 429,
  'too-many-reveals': 429,
  'too-many-named': 429,
  'too-many-exported': 429,
  'too-many-guesses': 429,
  'too-many-searches': 429,
  'search-too-wide': 422,
  'unexpected-error': 500,
  'out-of-order': 503,
  'outcome-unknown': 503,
} as const satisfies Record<string, number>

export type Reason = keyof typeof reasons

/** A field and what is wrong with it; `reason` is a key of the locale files under `field.<reason>`. */
export type FieldProblem = { field: string; reason: string }

/** One field on which two people's changes differ. */
export type Difference = { field: string; yours: unknown; theirs: unknown }

/** The end of a masquerade, as its CSR is told of it. */
export type MasqueradeEnd = {
  masqueradeId: string
  accountId: number
  /** A name of `end-cause` in the desk's locale files. */
  cause: string
  /** The member of staff who ended it; null where nobody of the staff did. */
  endedBy: string | null
  csrLocale: 'en' | 'es'
}

/** The body of every refused request. */
export type RefusalBody = {
  reason: Reason
  fields?: FieldProblem[]
  /** With `version-conflict`: what differs, and the current version. */
  difference?: Difference[]
  version?: number
  /** With `masquerade-ended`: told to the browser that holds its cookie. */
  masqueradeEnd?: MasqueradeEnd
  /** With `further-reason-required`: the account that is protected. */
  accountId?: number
  /** With `version-conflict` about more than a record's fields: the current data, in the shape of the endpoint's response. */
  current?: unknown
  /** With `too-many-attempts`: how long to wait, where that is known. */
  retryAfterSeconds?: number
}
