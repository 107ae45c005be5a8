import { z } from 'zod'
import { callerGrades, codeChannels } from './caller-grades.ts'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { mostPurposeReference } from './limits.ts'
import { AccountId, Id, Instant, optionalText } from './values.ts'

const Target = { webUserId: Id, accountId: AccountId }

/** What the call is about. A code, and a verification, count for this one purpose. */
const Purpose = {
  purposeKind: z.string().min(1, 'required').max(40),
  purposeReference: z.string().trim().min(1, 'required').max(mostPurposeReference, 'too-long'),
}

/** How one caller was verified, as the account page shows it to every CSR. */
export const CallerVerification = z.object({
  verifiedAt: Instant,
  csrName: z.string(),
  webUserId: Id,
  userName: z.string(),
  purposeKind: z.string(),
  purposeReference: z.string(),
  grade: z.enum(callerGrades),
  identifiers: z.array(z.string()),
  /** This CSR's own, and recent enough to count for a masquerade with the same purpose. */
  isInForce: z.boolean(),
})

/** What a CSR can ask a caller, and what has been asked in this call. */
export const CallerQuestions = z.object({
  identifiers: z.array(z.string()),
  purposeKinds: z.array(z.string()),
  /** The grade that a purpose requires, as `dispute: code`. A purpose that is not listed requires none. */
  purposeGrades: z.array(z.string()),
  channels: z.array(z.enum(codeChannels)),
  /** The newest verification of this caller that still counts. */
  latest: CallerVerification.nullable(),
})

const endpoints = {
  readCallerQuestions: endpoint({
    method: 'POST',
    path: '/api/desk/callers/questions',
    action: 'caller:verify',
    masquerade: 'never',
    task: null,
    reads: true,
    opens: 'web-user',
    body: z.strictObject(Target),
    response: CallerQuestions,
  }),
  /**
   * Makes a code for the customer to read out, for ten minutes, in place of an unused one for the same purpose. The response
   * is the same for every customer: it never says which address the code went to, nor whether there is one.
   */
  askForReadOutCode: endpoint({
    method: 'POST',
    path: '/api/desk/callers/code',
    action: 'caller:verify',
    masquerade: 'never',
    task: null,
    body: z.strictObject({ ...Target, ...Purpose, channel: z.enum(codeChannels) }),
    response: z.object({
      expiresAt: Instant,
      /** Messages of this channel wait at the moment, to every customer: its server or provider cannot be reached. */
      isDelayed: z.boolean(),
    }),
  }),
  /**
   * Records how the caller was verified. With a code the grade is `code`, with identifiers `attested`, else `none`. A wrong code
   * is refused with 422 and `code-wrong`; from the sixth attempt within a quarter of an hour every code is refused with 429.
   */
  verifyCaller: endpoint({
    method: 'POST',
    path: '/api/desk/callers',
    action: 'caller:verify',
    masquerade: 'never',
    task: null,
    body: z.strictObject({
      ...Target,
      ...Purpose,
      identifiers: z.array(z.string().max(40)).max(20),
      /** Empty: the caller read out no code. Spaces between the digits do not count. */
      code: optionalText(20),
    }),
    response: z.object({ grade: z.enum(callerGrades), verifiedAt: Instant }),
  }),
  /** The codes that this customer can read out to support now, with who asked and why. */
  readSupportCodes: endpoint({
    method: 'GET',
    path: '/api/support-codes',
    action: 'support-code:view',
    masquerade: 'never',
    response: z.object({
      codes: z.array(
        z.object({
          code: z.string(),
          /** The member of staff who asked. */
          askedBy: z.string(),
          askedAt: Instant,
          expiresAt: Instant,
          accountId: AccountId,
          purposeKind: z.string(),
        }),
      ),
    }),
  }),
}

export const callerVerification = feature({
  permissions: ['caller:verify'],
  actions: {
    'support-code:view': 'never',
  },
  endpoints,
})
