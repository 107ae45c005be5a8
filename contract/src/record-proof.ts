import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { RecordEntry } from './the-record.ts'
import { Id, Instant, may } from './values.ts'

/** What a verification cannot prove, or could not when it ran. */
export const unproved = ['no-key', 'no-second-place', 'place-unread', 'unsigned-checkpoints'] as const
/** What a place for checkpoints is. */
export const placeKinds = ['folder', 'url', 'mail', 'witness'] as const

const Count = z.number().int()

const Fault = z.object({
  kind: z.string(),
  /** An entry's number, a tile, or the size or file of a checkpoint. */
  at: z.string(),
  /** The unknown or ended key that signed a checkpoint. */
  key: z.string().nullable(),
})

const Verification = z.object({
  verificationId: Id,
  /** `since`: behind what an earlier run verified. */
  kind: z.enum(['whole', 'since']),
  sinceSize: Count,
  /** Null: the nightly run. */
  startedBy: z.string().nullable(),
  state: z.enum(['waiting', 'running', 'done', 'failed']),
  verified: Count,
  /** Null until it is counted. */
  size: Count.nullable(),
  /** How often a process ended in the middle, and another went on. */
  interruptions: Count,
  ownCheckpoints: Count,
  keptCheckpoints: Count,
  unproved: z.array(z.enum(unproved)),
  faults: z.array(Fault),
  /** Of a failed run: why it could not be made. */
  failure: z.string().nullable(),
  createdAt: Instant,
  endedAt: Instant.nullable(),
})

const endpoints = {
  /** The state of the record: how far it is sealed and kept elsewhere, by which keys, and what was verified. */
  readRecordProof: endpoint({
    method: 'GET',
    path: '/api/desk/record-proof',
    action: 'record-proof:view',
    masquerade: 'never',
    response: z.object({
      origin: z.string(),
      size: Count,
      /** The oldest entry that is not sealed; null where all are. */
      unsealedSince: Instant.nullable(),
      /** When the database answered. */
      at: Instant,
      checkpoint: z
        .object({
          size: Count,
          madeAt: Instant,
          root: z.string(),
          /** Who signed it: `name+id` each; none where there was no key. */
          keys: z.array(z.string()),
        })
        .nullable(),
      /** The newest cosignature of each witness: of how many entries, and when by the witness's clock. */
      cosignatures: z.array(z.object({ witness: z.string(), size: Count, at: Instant })),
      keys: z.array(
        z.object({
          key: z.string(),
          from: z.string().nullable(),
          until: z.string().nullable(),
          /** Signs checkpoints of this process now. */
          isSigning: z.boolean(),
        }),
      ),
      places: z.array(
        z.object({
          /** A folder, an https address, an e-mail address, or the name of a witness's key. */
          place: z.string(),
          kind: z.enum(placeKinds),
          /** Of a witness: where it is asked. */
          url: z.string().nullable(),
          /** The size of the newest checkpoint there; 0: none. */
          size: Count,
          keptAt: Instant.nullable(),
          failure: z.string().nullable(),
          failedAt: Instant.nullable(),
          /** A witness looked at the newest checkpoint and did not sign it, or signed something else. */
          isRefused: z.boolean(),
          isCurrent: z.boolean(),
        }),
      ),
      /** The stream to a collector of security events; null where there never was one. */
      stream: z
        .object({
          destination: z.string(),
          isOn: z.boolean(),
          /** Whether addresses and typed reasons go out. */
          hasValues: z.boolean(),
          /** Everything before it was acknowledged. */
          nextIndex: Count,
          /** How many sealed entries wait. */
          waiting: Count,
          sentAt: Instant.nullable(),
          failure: z.string().nullable(),
          failedAt: Instant.nullable(),
          nextAttemptAt: Instant.nullable(),
        })
        .nullable(),
      unproved: z.array(z.enum(unproved)),
      /** The months that were dropped by the retention period, newest first. */
      dropped: z.array(
        z.object({ months: z.array(z.string()), entries: Count, at: Instant, recordEntryId: Id }),
      ),
      /** The last 24 hours, the oldest first. */
      hours: z.array(z.object({ hour: Instant, entries: Count, lagMs: Count })),
      /** Newest first: those under way, and the last 20. */
      verifications: z.array(Verification),
      /** The first entry that the newest verification found wrong, if it is there. */
      wrongEntry: RecordEntry.pick({
        recordEntryId: true,
        at: true,
        event: true,
        action: true,
        actorKind: true,
        csrId: true,
      }).nullable(),
      may: may('record-proof:verify'),
    }),
  }),
  /** Starts a verification of the whole record, or joins the one that is under way. */
  startRecordVerification: endpoint({
    method: 'POST',
    path: '/api/desk/record-proof/verify',
    action: 'record-proof:verify',
    masquerade: 'never',
    task: null,
    response: z.object({ verificationId: Id, isJoined: z.boolean() }),
  }),
}

export const recordVerification = feature({
  permissions: ['record-proof:view', 'record-proof:verify'],
  endpoints,
})
