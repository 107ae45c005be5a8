import type { CallerGrade } from './caller-grades.ts'

type Status = 400 | 401 | 403 | 404 | 409 | 422 | 429 | 500 | 503

/**
 * Every reason for which a request is refused, and its HTTP status. They are one page, because a new one is chosen beside those that are
 * there. A reason is a kebab sentence; the words that a person reads for it are in the locale files under `reason.<name>`.
 */
export const reasons = {
  // Given by the pipeline and the policy, or shared by several features.
  'invalid-request': 400,
  'two-credentials': 400,
  'origin-not-allowed': 403,
  'form-token-missing': 403,
  'not-signed-in': 401,
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
  'entitlement-off': 403,
  'step-up-required': 403,
  'own-account': 403,
  'further-reason-required': 403,
  'signature-refused': 403,
  'not-found': 404,
  'version-conflict': 409,
  'already-done': 409,
  'invalid-field': 422,
  'too-many-attempts': 429,
  'too-many-customers': 429,
  'too-many-reveals': 429,
  'too-many-searches': 429,
  'unexpected-error': 500,
  'out-of-order': 503,
  'outcome-unknown': 503,

  // Why a link of a web user to an account is refused.
  'already-linked': 409,
  'already-asked': 409,
  'link-declined': 409,
  'link-refused': 422,
  'link-not-possible': 422,
  'holder-not-removable': 409,
  'already-invited': 409,
  'data-client-unknown': 404,
  'autopay-of-another': 403,
  'last-holder': 409,
  'user-name-taken': 409,
  'registration-closed': 403,
  'own-request': 403,
  'payment-not-refundable': 409,
  'too-many-requests': 429,

  // Why an alert may not be settled.
  'own-alert': 403,

  // Why a search for customers is refused.
  'search-too-wide': 422,

  // Why the link in a mail does not work.
  'mailed-key-over': 422,

  // Why a masquerade does not start or does not go on.
  'masquerade-ended': 401,
  'masquerade-switched-off': 403,
  'target-unavailable': 403,
  'masquerade-not-live': 409,

  // Why a change of password is refused.
  'password-wrong': 422,

  // Why a card payment is refused, or why a payment differs from what was asked.
  'payment-repeated': 409,
  'amount-over-balance': 409,
  'payment-over': 409,
  'amount-unusual': 409,
  'payment-planned': 409,
  'cash-only': 422,
  'nothing-to-pay': 422,
  'payment-differs': 422,
  'payment-after-visit': 422,

  // Why an account cannot enroll in a program, or not as it was shown. The field's reason says more.
  'program-not-open': 409,
  'program-offer-changed': 409,

  // Why a bank account is not added, verified or removed.
  'bank-payments-off': 422,
  'too-many-bank-accounts': 409,
  'bank-account-not-waiting': 409,
  'deposits-not-sent': 409,
  'bank-account-in-use': 409,

  // Why an erasure is refused.
  'erasure-blocked': 409,
  'erased-already': 409,

  // Why a list of the record cannot be exported with proofs.
  'record-not-signed': 409,

  // Why a deletion cannot start.
  'retention-not-set': 409,
  'retention-under-way': 409,

  // Why a new value of a setting is refused.
  'unknown-placeholder': 422,

  // Why a customer or a CSR cannot sign in.
  'sign-in-refused': 401,
  'second-factor-required': 401,
  'second-factor-refused': 401,
  'sign-in-over': 401,
  'second-factor-is-required': 409,
  'staff-unknown': 403,
  'staff-inactive': 403,
  'another-person': 403,

  // Why a change of staff, groups or the utility's switches is refused. Somebody must stay who can change staff and groups.
  'last-security-officer': 409,
  'own-rights': 403,
  /** Four eyes: this way of changing it has no second person. */
  'already-proposed': 409,
  /** Nobody changes what detectors compare customers with for themselves. */
  'own-details': 403,
  'proposer-lost-permission': 409,

  // Why an action on a self-service task is refused.
  'move-not-allowed': 409,
  'effect-not-made': 409,
  'told-to-cis': 409,
  'nothing-to-resend': 422,

  // Why the task query names or exports no more people.
  'too-many-named': 429,
  'too-many-exported': 429,
  'too-many-guesses': 429,

  // Why a change to a to-do is refused.
  'assigned-to-another': 409,

  // Why an unlink, or its undoing, is refused.
  'already-unlinked': 409,
  'link-again-over': 409,
  'link-again-changed': 409,

  // Why a change to a web user or to a person of an account is refused.
  'relationship-not-reserved': 409,
  'main-customer-stays': 409,
  'still-linked': 409,
  'web-user-inactive': 409,
  'email-confirmed': 409,
  'email-unconfirmed': 409,

  // Why a change is not prepared for a customer, or not approved.
  'already-prepared': 409,
  'prepared-change-over': 409,
  'prepared-change-not-possible': 409,

  // Why a masquerade does not start, or an act in it is refused, before its caller is verified well enough.
  'caller-verification-required': 403,
} as const satisfies Record<string, Status>

export type Reason = keyof typeof reasons

/** A field and what is wrong with it; `reason` is a key of the locale files under `field.<reason>`. */
export type FieldProblem = { field: string; reason: string }

/** One field on which two people's changes differ. */
export type Difference = {
  field: string
  /** The name of the group of CSRs whose key is in `field`. */
  groupName?: string
  yours: unknown
  theirs: unknown
}

/** The end of a masquerade, as its CSR is told of it. */
export type MasqueradeEnd = {
  masqueradeId: string
  accountId: number
  /** A name of `end-cause` in the desk's locale files. */
  cause: string
  /** The member of staff who ended it; null where nobody of the staff did. */
  endedBy: string | null
  /** Why, in the words of that member of staff; null where none were asked for. */
  givenReason: string | null
  csrLocale: 'en' | 'es'
  /** Where the CIS that started it wants its CSR back; null: to this desk. */
  returnUrl: string | null
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
  /** With `caller-verification-required`: the grade that is needed. */
  requiredGrade?: CallerGrade
  /** With `further-reason-required`: the account that is protected. */
  accountId?: number
  /** With `version-conflict` about more than a record's fields: the current data, in the shape of the endpoint's response. */
  current?: unknown
  /** With `too-many-attempts`: how long to wait, where that is known. */
  retryAfterSeconds?: number
}
