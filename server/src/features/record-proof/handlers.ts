import type { unproved } from '@porchlight/contract/record-proof.ts'
import {
  keyName,
  placeName,
  type RecordFault,
  type RecordPlace,
  readNote,
} from '#features/the-record/index.ts'
import type { HandlersOf } from '#pipeline/handler.ts'
import { answers } from '#policy/decide.ts'
import { mailGraceSeconds } from './alert-of-places.ts'
import {
  droppedMonths,
  joinVerification,
  mailPlaces,
  newestCheckpoint,
  newestCosignatures,
  openVerification,
  placesOfRecord,
  recordHours,
  recordState,
  streamOfRecord,
  verificationsOfRecord,
  wrongEntry,
} from './queries.ts'

type Unproved = (typeof unproved)[number]

/** How long a place may lag behind before it is not current, in seconds. */
const graceSeconds = 120

/** What a place is, and of a witness where. Keys and addresses of places are names in the database. */
const shownPlace = (place: RecordPlace) =>
  'folder' in place
    ? { place: place.folder, kind: 'folder' as const, url: null }
    : 'witness' in place
      ? { place: placeName(place), kind: 'witness' as const, url: place.url }
      : { place: place.url, kind: 'url' as const, url: null }

export const recordProofHandlers: HandlersOf<'readRecordProof' | 'startRecordVerification'> = {
  readRecordProof: async (_, { sql, grant, subject, installation: { record } }) => {
    const mails = await mailPlaces(sql, {})
    const places = [
      ...record.places.map((place) => ({ ...shownPlace(place), grace: graceSeconds })),
      ...mails.map(({ place }) => ({ place, kind: 'mail' as const, url: null, grace: mailGraceSeconds })),
    ]
    const [state, checkpoint, cosignatures, kept, hours, rows, dropped, stream] = await Promise.all([
      recordState.one(sql, {}),
      newestCheckpoint.first(sql, {}),
      newestCosignatures(sql, {
        witnesses: places.filter(({ kind }) => kind === 'witness').map(({ place }) => place),
      }),
      placesOfRecord(sql, {
        places: places.map(({ place }) => place),
        graceSeconds: places.map(({ grace }) => grace),
      }),
      recordHours(sql, {}),
      verificationsOfRecord(sql, {}),
      droppedMonths(sql, {}),
      streamOfRecord.first(sql, {}),
    ])
    const signing = new Set(record.signing().signers.map(keyName))
    const verifications = rows.map(verificationRow)
    const newest = verifications.find(({ endedAt }) => endedAt !== null)
    const wrong = newest?.faults.find(({ kind, at }) => kind.startsWith('entry-') && /^\d{1,15}$/.test(at))
    const entry = wrong && (await wrongEntry.first(sql, { entryId: Number(wrong.at) }))
    return {
      origin: record.origin,
      size: state.size,
      at: state.at.toISOString(),
      unsealedSince: state.unsealedSince?.toISOString() ?? null,
      checkpoint: checkpoint
        ? {
            size: checkpoint.size,
            madeAt: checkpoint.madeAt.toISOString(),
            root: Buffer.from(checkpoint.root).toString('base64'),
            keys: checkpoint.note === null ? [] : readNote(checkpoint.note).signatures.map(keyName),
          }
        : null,
      keys: record.keys().map((key) => ({
        key: keyName(key),
        from: key.from ?? null,
        until: key.until ?? null,
        isSigning: signing.has(keyName(key)),
      })),
      cosignatures: cosignatures.map(({ at, ...rest }) => ({ ...rest, at: at.toISOString() })),
      places: places.flatMap(({ kind, url }, i) => {
        const row = kept[i]
        if (!row) return []
        const { place, keptAt, failedAt, ...rest } = row
        return {
          ...rest,
          place: place.replace(/^mailto:/, ''),
          kind,
          url,
          keptAt: keptAt?.toISOString() ?? null,
          failedAt: failedAt?.toISOString() ?? null,
        }
      }),
      stream: stream
        ? {
            ...stream,
            sentAt: stream.sentAt?.toISOString() ?? null,
            failedAt: stream.failedAt?.toISOString() ?? null,
            nextAttemptAt: stream.nextAttemptAt?.toISOString() ?? null,
          }
        : null,
      unproved: [
        ...(signing.size === 0 ? (['no-key'] as const) : []),
        ...(places.length === 0 ? (['no-second-place'] as const) : []),
      ],
      dropped: dropped.map((row) => ({ ...row, at: row.at.toISOString() })),
      hours: hours.map(({ hour, ...figures }) => ({ hour: hour.toISOString(), ...figures })),
      verifications,
      wrongEntry: entry ? { ...entry, at: entry.at.toISOString() } : null,
      may: answers(grant.actor, subject, 'record-proof:verify'),
    }
  },

  startRecordVerification: async (_, { sql, grant, note }) => {
    const added = await joinVerification.first(sql, grant)
    const { verificationId } = added ?? (await openVerification.one(sql, {}))
    const isJoined = added === undefined
    note({ event: 'changed', details: { verificationId, isJoined } })
    return { verificationId, isJoined }
  },
}

function verificationRow(row: Awaited<ReturnType<typeof verificationsOfRecord>>[number]) {
  const faults = row.faults as RecordFault[]
  return {
    ...row,
    kind: row.kind as 'whole' | 'since',
    state: row.state as 'waiting' | 'running' | 'done' | 'failed',
    unproved: row.unproved as Unproved[],
    faults: faults.map(({ kind, at, key }) => ({ kind, at, key: key ?? null })),
    createdAt: row.createdAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
  }
}
