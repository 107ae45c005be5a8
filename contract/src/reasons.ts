import type { CallerGrade } from './caller-grades.ts'
import { type Merged, merged } from './compose.ts'
import { reasons as declare } from './feature.ts'
import { declared } from './reasons.generated.ts'

/** The reasons that the pipeline and the policy give, and those that several features share. */
const shared = declare({
  'invalid-request': 400,
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
})

type Declared = typeof shared | (typeof declared)[keyof typeof declared]

/**
 * Every reason for which a request is refused, and its HTTP status: the shared ones, and those that each feature declares in
 * `<feature>-reasons.ts`. A reason is a kebab sentence; the words that a person reads for it are in the locale files under
 * `reason.<name>`. Throws where two features declare the same reason.
 */
export const reasons = merged({ shared, ...declared }) as Merged<Declared>

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
  /** With `caller-verification-required`: the grade that is needed. */
  requiredGrade?: CallerGrade
  /** With `further-reason-required`: the account that is protected. */
  accountId?: number
  /** With `version-conflict` about more than a record's fields: the current data, in the shape of the endpoint's response. */
  current?: unknown
  /** With `too-many-attempts`: how long to wait, where that is known. */
  retryAfterSeconds?: number
}
