import type { Api } from '@porchlight/contract/api.ts'
import type { CallerGrade } from '@porchlight/contract/caller-grades.ts'
import { codeMinutes } from '@porchlight/contract/caller-grades.ts'
import { CommittedRefusal } from '#database/transaction.ts'
import { countAttempt, giveBackCounted } from '#features/attempts/index.ts'
import type { Context, HandlerInput, HandlersOf } from '#pipeline/handler.ts'
import { Refusal, refuseField } from '#policy/refusal.ts'
import { hashesOfTyped, hashReadOutCode, newNonce, readOutCode, typedCode } from '#sessions/read-out-code.ts'
import { channelsOf } from './channels.ts'
import {
  insertCallerVerification,
  insertReadOutCode,
  ownReadOutCodes,
  readOutCodeToUse,
  useReadOutCode,
} from './queries.ts'
import { readCallerSettings, readQuestions } from './read-callers.ts'

/** Returns the grade of a verification: a code that was right counts more than identifiers, and identifiers more than nothing. */
function gradeOf({
  hasCode,
  identifiers,
}: {
  hasCode: boolean
  identifiers: readonly string[]
}): CallerGrade {
  if (hasCode) return 'code'
  return identifiers.length > 0 ? 'attested' : 'none'
}

/** Typed codes within a quarter of an hour, of one CSR and for one customer. The sixth is refused, wherever it is sent. */
const mostTyped = 5
/** Codes for one customer within a quarter of an hour: more would flood a mailbox. */
const mostAsked = 5

/** What counts a typed code: once for the CSR at every customer, once for the customer at every CSR. */
const countersOf = (csrId: string, webUserId: number) => [
  `read-out-code csr ${csrId}`,
  `read-out-code web-user ${webUserId}`,
]

/**
 * Uses the code that the caller read out, and returns the channel by which it reached them. A wrong code is refused with a refusal
 * that commits, because it must count all the same. A right code gives its attempts back.
 */
async function useTyped(
  { code, purposeKind, purposeReference }: HandlerInput<Api['verifyCaller']>['body'],
  { sql, grant, installation }: Context<'caller:verify'>,
): Promise<string> {
  const { csrId, webUserId, accountId } = grant
  const purpose = { purposeKind, purposeReference }
  const counters = countersOf(csrId, webUserId)
  for (const counter of counters)
    if (!(await countAttempt(sql, grant, installation, counter, mostTyped)))
      throw new Refusal('too-many-attempts')
  const standing = await readOutCodeToUse.first(sql, { csrId, webUserId, accountId, ...purpose })
  const { readOutCodeId = null, nonce = '' } = standing ?? {}
  let used: Awaited<ReturnType<typeof useReadOutCode.first>>
  for (const codeHash of hashesOfTyped(installation.readableKeys, nonce, typedCode(code)))
    used ??= await useReadOutCode.first(sql, grant, { ...purpose, readOutCodeId, codeHash })
  if (!used)
    throw new CommittedRefusal('invalid-field', { fields: [{ field: 'code', reason: 'code-wrong' }] })
  for (const counter of counters) await giveBackCounted(sql, grant, installation, counter)
  return used.channel
}

export const callerVerificationHandlers: HandlersOf<
  'readCallerQuestions' | 'askForReadOutCode' | 'verifyCaller' | 'readSupportCodes'
> = {
  readCallerQuestions: (_, { sql, grant, installation }) =>
    readQuestions(sql, grant, channelsOf(installation)),

  askForReadOutCode: async ({ body }, { sql, grant, installation, note }) => {
    const { purposeKind, purposeReference, channel } = body
    const { purposes } = await readCallerSettings(sql)
    if (!purposes.includes(purposeKind)) throw refuseField('purposeKind', 'not-valid')
    if (!channelsOf(installation).includes(channel)) throw refuseField('channel', 'not-listed')
    const counter = `read-out-code asked ${grant.webUserId}`
    if (!(await countAttempt(sql, grant, installation, counter, mostAsked)))
      throw new Refusal('too-many-attempts')
    const nonce = newNonce()
    const { encryptionKey } = installation
    const { expiresAt, isDelayed } = await insertReadOutCode.one(sql, grant, {
      purposeKind,
      purposeReference,
      channel,
      nonce,
      codeHash: hashReadOutCode(encryptionKey, nonce, readOutCode(encryptionKey, nonce)),
      minutes: codeMinutes,
    })
    note({ event: 'changed', details: { step: 'code-asked', purposeKind, channel } })
    return { expiresAt: expiresAt.toISOString(), isDelayed }
  },

  verifyCaller: async ({ body }, context) => {
    const { sql, grant, note } = context
    const { purposeKind, purposeReference } = body
    const identifiers = [...new Set(body.identifiers)]
    const set = await readCallerSettings(sql)
    if (!set.purposes.includes(purposeKind)) throw refuseField('purposeKind', 'not-valid')
    if (identifiers.some((name) => !set.identifiers.includes(name)))
      throw refuseField('identifiers', 'not-listed')
    const channel = body.code === '' ? null : await useTyped(body, context)
    const grade = gradeOf({ hasCode: channel !== null, identifiers })
    const row = { purposeKind, purposeReference, grade, identifiers, channel }
    const { verifiedAt } = await insertCallerVerification.one(sql, grant, row)
    note({
      event: 'changed',
      details: {
        step: 'verified',
        callerGrade: grade,
        purposeKind,
        identifiers: identifiers.join(', '),
        channel,
      },
    })
    return { grade, verifiedAt: verifiedAt.toISOString() }
  },

  readSupportCodes: async (_, { sql, installation }) => ({
    codes: (await ownReadOutCodes(sql, {})).map(({ nonce, csrName, askedAt, expiresAt, ...code }) => ({
      ...code,
      code: readOutCode(installation.encryptionKey, nonce),
      askedBy: csrName,
      askedAt: askedAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
    })),
  }),
}
