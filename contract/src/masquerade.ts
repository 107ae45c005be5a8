import { z } from 'zod'
import { CallerQuestions } from './caller-verification.ts'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { mostPurposeReference, mostReason } from './limits.ts'
import { Masquerade, MasqueradeEntry } from './masquerade-shapes.ts'
import {
  AccountId,
  Id,
  Instant,
  Locale,
  MasqueradeId,
  may,
  optionalText,
  text,
  VersionOrNone,
} from './values.ts'

const Target = { webUserId: Id, accountId: AccountId }

const endpoints = {
  /** What the prompt shows before a masquerade: the text, its version, the purposes to choose from. */
  readMasqueradePrompt: endpoint({
    method: 'POST',
    path: '/api/desk/masquerades/prompt',
    action: 'masquerade:start',
    masquerade: 'never',
    task: null,
    reads: true,
    opens: 'web-user',
    body: z.strictObject({ ...Target, locale: Locale }),
    response: z.object({
      userName: z.string(),
      personName: z.string(),
      isPromptShown: z.boolean(),
      promptText: z.string(),
      promptVersion: z.number(),
      purposeKinds: z.array(z.string()),
      minutes: z.number(),
      caller: CallerQuestions,
    }),
  }),
  /**
   * Starts a masquerade and gives the one-time code that its view origin takes within 15 seconds. The same CSR, web user,
   * account and purpose again: the same masquerade. A purpose that requires a better verification of the caller than there
   * is: `caller-verification-required`. Unknown, forbidden and protected targets: `target-unavailable`.
   */
  startMasquerade: endpoint({
    method: 'POST',
    path: '/api/desk/masquerades',
    action: 'masquerade:start',
    masquerade: 'never',
    task: null,
    body: z.strictObject({
      ...Target,
      purposeKind: z.string().min(1, 'required').max(40),
      purposeReference: z.string().trim().min(1, 'required').max(mostPurposeReference, 'too-long'),
      /** The version and language of the prompt that was confirmed; null only where the prompt is switched off. */
      promptVersion: VersionOrNone.nullable(),
      locale: Locale,
    }),
    response: z.object({
      masqueradeId: MasqueradeId,
      /** Where the form with the code is posted. */
      arrivalUrl: z.url(),
      code: z.string(),
      endsAt: Instant,
    }),
  }),
  /** Canceling the prompt leaves no trace but this line in the record. */
  cancelMasqueradePrompt: endpoint({
    method: 'POST',
    path: '/api/desk/masquerades/prompt/cancel',
    action: 'masquerade:start',
    masquerade: 'never',
    task: null,
    body: z.strictObject(Target),
    response: z.object({}),
  }),
  /** From read-only to acting, on the view origin. */
  switchToAct: endpoint({
    method: 'POST',
    path: '/api/masquerade/act',
    action: 'masquerade:act',
    masquerade: 'read',
    task: null,
    response: z.object({}),
  }),
  /** From acting back to read-only, on the view origin. */
  switchToRead: endpoint({
    method: 'POST',
    path: '/api/masquerade/read-only',
    action: 'masquerade:read-only',
    masquerade: 'read',
    task: null,
    response: z.object({}),
  }),
  /** Ends the masquerade from its banner. The response says where it began: in the desk, or at an address of another CIS. */
  leaveMasquerade: endpoint({
    method: 'POST',
    path: '/api/masquerade/leave',
    action: 'masquerade:leave',
    masquerade: 'read',
    task: null,
    response: z.object({ deskUrl: z.url() }),
  }),
  /** Ends one of the CSR's own masquerades from the desk. */
  endOwnMasquerade: endpoint({
    method: 'POST',
    path: '/api/desk/masquerades/:masqueradeId/end',
    action: 'masquerade:end-own',
    masquerade: 'never',
    task: null,
    params: z.strictObject({ masqueradeId: MasqueradeId }),
    response: z.object({}),
  }),
  /** A supervisor ends anyone's. */
  endAnyMasquerade: endpoint({
    method: 'POST',
    path: '/api/desk/masquerades/:masqueradeId/end-as-supervisor',
    action: 'masquerade:end-any',
    masquerade: 'never',
    task: null,
    params: z.strictObject({ masqueradeId: MasqueradeId }),
    body: z.strictObject({
      /** Why, in the supervisor's words; it stays in the record. */
      reason: text(mostReason),
    }),
    response: z.object({}),
  }),
  /** A supervisor ends every live masquerade, or every one of one CSR. Each end is a line in the record. */
  endMasquerades: endpoint({
    method: 'POST',
    path: '/api/desk/masquerades/end-many',
    action: 'masquerade:end-many',
    masquerade: 'never',
    task: null,
    body: z.strictObject({
      /** Null: those of every CSR. */
      csrId: text(60).nullable(),
      /** Why, in the supervisor's words. The tabs of the ended masquerades show it. */
      reason: text(mostReason),
    }),
    response: z.object({ ended: z.number().int() }),
  }),
  /**
   * The pages and acts of a masquerade as they happen, for a supervisor who has opened it. It opens nothing more than
   * `readMasquerade` did, and leaves no line of its own.
   */
  followMasquerade: endpoint({
    method: 'GET',
    path: '/api/desk/masquerades/:masqueradeId/steps',
    action: 'masquerade:review',
    masquerade: 'never',
    params: z.strictObject({ masqueradeId: MasqueradeId }),
    response: z.object({ entries: z.array(MasqueradeEntry) }),
  }),
  /** Live masquerades first, then the newest ended ones; 100 rows. `endedBefore` goes on with older ended ones. */
  listMasquerades: endpoint({
    method: 'POST',
    path: '/api/desk/masquerades/list',
    action: 'masquerade:review',
    masquerade: 'never',
    task: null,
    reads: true,
    body: z.strictObject({
      liveOnly: z.boolean(),
      csrId: optionalText(60).optional(),
      accountId: AccountId.optional(),
      /** The last ended one of the page before: only ended ones that began earlier. */
      endedBefore: MasqueradeId.optional(),
    }),
    response: z.object({
      masquerades: z.array(Masquerade),
      /** How many are live now, by CSR, whatever the filters and the page leave out; the most first. */
      liveOfCsrs: z.array(z.object({ csrId: z.string(), csrName: z.string(), count: z.int() })),
      may: may('masquerade:end-any', 'masquerade:end-many'),
    }),
  }),
  /** One masquerade in full: who viewed whom, when, why, from where, what was read and changed. */
  readMasquerade: endpoint({
    method: 'GET',
    path: '/api/desk/masquerades/:masqueradeId',
    action: 'masquerade:review',
    masquerade: 'never',
    opens: 'masquerade',
    params: z.strictObject({ masqueradeId: MasqueradeId }),
    response: Masquerade.extend({
      entries: z.array(MasqueradeEntry),
      may: may('masquerade:end-any'),
    }),
  }),
  /**
   * The CSR's own masquerades of the last day that somebody or something else ended, and that have no contact note yet. A desk that
   * was closed at their end offers the notes when it opens.
   */
  listNotesToWrite: endpoint({
    method: 'GET',
    path: '/api/desk/masquerades/notes-to-write',
    action: 'view-note:list',
    masquerade: 'never',
    response: z.object({ notes: z.array(z.object({ masqueradeId: MasqueradeId, accountId: AccountId })) }),
  }),
  /** A contact note drafted from what one of the CSR's own masquerades saw and did. */
  draftContactNote: endpoint({
    method: 'GET',
    path: '/api/desk/masquerades/:masqueradeId/contact-note',
    action: 'masquerade:end-own',
    masquerade: 'never',
    params: z.strictObject({ masqueradeId: MasqueradeId }),
    response: z.object({
      accountId: AccountId,
      userName: z.string(),
      purposeKind: z.string(),
      purposeReference: z.string(),
      startedAt: Instant,
      endedAt: Instant.nullable(),
      endCause: z.string().nullable(),
      /** The member of staff who ended it at the desk, and why; null where nobody did, or no reason was asked for. */
      endedBy: z.string().nullable(),
      givenReason: z.string().nullable(),
      read: z.array(z.string()),
      changed: z.array(z.object({ taskId: Id, taskType: z.string() })),
      refused: z.array(z.string()),
    }),
  }),
}

export const masquerade = feature({
  entitlements: {
    'thirdparty.redirect': { default: false, class: 'third-party' },
  },
  permissions: ['masquerade:start', 'masquerade:act', 'masquerade:review', 'masquerade:end-any'],
  actions: {
    'masquerade:act': 'read',
    'masquerade:read-only': 'read',
    'masquerade:leave': 'read',
    'masquerade:step-up': 'never',
    'masquerade:end-own': 'never',
    'masquerade:end-many': 'never',
    'view-note:list': 'never',
  },
  endpoints,
})
