import type { Api } from '@porchlight/contract/api.ts'
import { secondFactorModes } from '@porchlight/contract/second-factor.ts'
import { settings } from '@porchlight/contract/settings.ts'
import type { Sql } from '#database/sql.ts'
import { sealValue } from '#encryption/sealed-value.ts'
import { enqueueMessage } from '#features/messages/index.ts'
import { confirmPassword, wrongPassword } from '#features/password/index.ts'
import {
  hashRecoveryCode,
  inGroups,
  recoveryCodesOf,
  setUpAddress,
  setUpSecret,
  stepOf,
} from '#features/sign-in/index.ts'
import { loginChange } from '#features/web-user-details/index.ts'
import { type Context, type HandlersOf, type Outside, prepared } from '#pipeline/handler.ts'
import { changed } from '#pipeline/outcome.ts'
import { answers } from '#policy/decide.ts'
import { Refusal } from '#policy/refusal.ts'
import { hashToken, newMailedNonce } from '#sessions/token.ts'
import { createDoneTask } from '#tasks/making/create-task.ts'
import { changeSecondFactor, ownSecondFactor, renewRecoveryCodes, secondFactorMode } from './queries.ts'

type Verified = { tokenHash: Uint8Array; verifiedHash: string }

/** Verifies the current password, which every change of the second factor needs. */
async function verify(
  { currentPassword }: { currentPassword: string },
  outside: Outside,
): Promise<Verified | Refusal> {
  const confirmed = await confirmPassword(currentPassword, outside)
  if (confirmed instanceof Refusal) return confirmed
  const { tokenHash, verifiedHash } = confirmed
  return verifiedHash === undefined ? wrongPassword() : { tokenHash, verifiedHash }
}

async function modeOf(sql: Sql) {
  const { mode } = await secondFactorMode.one(sql, {})
  return secondFactorModes.find((one) => one === mode) ?? settings['sign-in.second-factor'].default
}

type Changing = Context<'second-factor:change'>

/** Makes the task of the change and tells the customer by mail. */
async function finish(
  context: Changing,
  template: 'second-factor-on' | 'second-factor-off' | 'recovery-codes-new',
) {
  const task = await createDoneTask(context, { taskType: loginChange, payload: { what: 'second-factor' } })
  await enqueueMessage(context, task, { template })
  return changed(task, { taskId: task.taskId })
}

/** New recovery codes: what the database keeps of them. */
function newCodes({ installation: { encryptionKey } }: Pick<Changing, 'installation'>) {
  const recoveryNonce = newMailedNonce(encryptionKey)
  return {
    recoveryNonce,
    recoveryHashes: recoveryCodesOf([encryptionKey], recoveryNonce).map(hashRecoveryCode),
  }
}

type Standing = Awaited<ReturnType<typeof ownSecondFactor.one>>

/** The secret that this session's set-up shows. It changes with each change of the second factor. */
const secretOf = ({ installation, request }: Pick<Context, 'installation' | 'request'>, own: Standing) =>
  setUpSecret(installation.encryptionKey, request.credential ?? '', own.changedAt?.toISOString() ?? '')

export const secondFactorHandlers: HandlersOf<
  'readSecondFactor' | 'turnOnSecondFactor' | 'turnOffSecondFactor' | 'renewRecoveryCodes'
> = {
  readSecondFactor: async (_, context) => {
    const { sql, grant, request, installation } = context
    const { actor } = grant
    const own = await ownSecondFactor.first(sql, { tokenHash: hashToken(request.credential ?? '') })
    // A web user without a password has nothing to add a second factor to.
    if (!own) throw new Refusal('not-found')
    const mode = await modeOf(sql)
    const { since, recoveryCodesLeft, shownNonce } = own
    const secret = since === null && mode !== 'off' ? secretOf(context, own) : undefined
    return {
      mode,
      since: since?.toISOString() ?? null,
      recoveryCodesLeft,
      recoveryCodes:
        since !== null && shownNonce !== null
          ? recoveryCodesOf(installation.readableKeys, shownNonce).map(inGroups)
          : [],
      setUp: secret
        ? { secret, address: setUpAddress(secret, actor.userName, installation.utilityName) }
        : null,
      may: answers(actor, {}, 'second-factor:change'),
    }
  },

  turnOnSecondFactor: prepared<Api['turnOnSecondFactor'], Verified | Refusal>(
    ({ body }, outside) => verify(body, outside),
    async ({ body: { code } }, context, verified) => {
      if (verified instanceof Refusal) throw verified
      const own = await ownSecondFactor.one(context.sql, { tokenHash: verified.tokenHash })
      if (own.since !== null || (await modeOf(context.sql)) === 'off') throw new Refusal('already-done')
      const secret = secretOf(context, own)
      const step = stepOf(secret, code, 0)
      if (step === undefined)
        throw new Refusal('invalid-field', { fields: [{ field: 'code', reason: 'code-wrong' }] })
      const sealed = sealValue(context.installation.encryptionKey, secret)
      const row = { ...verified, sealed, step, ...newCodes(context) }
      if (!(await changeSecondFactor.one(context.sql, context.grant, row)).isChanged)
        throw new Refusal('already-done')
      return finish(context, 'second-factor-on')
    },
  ),

  turnOffSecondFactor: prepared<Api['turnOffSecondFactor'], Verified | Refusal>(
    ({ body }, outside) => verify(body, outside),
    async (_, context, verified) => {
      if (verified instanceof Refusal) throw verified
      if ((await modeOf(context.sql)) === 'required') throw new Refusal('second-factor-is-required')
      const row = { ...verified, sealed: null, step: null, recoveryHashes: [], recoveryNonce: null }
      if (!(await changeSecondFactor.one(context.sql, context.grant, row)).isChanged)
        throw new Refusal('already-done')
      return finish(context, 'second-factor-off')
    },
  ),

  renewRecoveryCodes: prepared<Api['renewRecoveryCodes'], Verified | Refusal>(
    ({ body }, outside) => verify(body, outside),
    async (_, context, verified) => {
      if (verified instanceof Refusal) throw verified
      const row = { ...verified, ...newCodes(context) }
      if (!(await renewRecoveryCodes.one(context.sql, context.grant, row)).isChanged)
        throw new Refusal('already-done')
      return finish(context, 'recovery-codes-new')
    },
  ),
}
