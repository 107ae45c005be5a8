import { accountNumber } from '@porchlight/contract/account-number.ts'
import type { Api } from '@porchlight/contract/api.ts'
import { gradeNamed, reaches, requiredGrade } from '@porchlight/contract/caller-grades.ts'
import { fillPlaceholders, type promptPlaceholders } from '@porchlight/contract/placeholders.ts'
import { settings } from '@porchlight/contract/settings.ts'
import type { Sql } from '#database/sql.ts'
import {
  callerInForce,
  channelsOf,
  readCallerSettings,
  readQuestions,
} from '#features/caller-verification/index.ts'
import type { Context, HandlerInput, HandlersOf } from '#pipeline/handler.ts'
import type { Grant } from '#policy/grant.ts'
import { Refusal, refuseField } from '#policy/refusal.ts'
import { hashToken, newToken } from '#sessions/token.ts'
import { viewOrigin } from '../../installation.ts'
import {
  insertMasquerade,
  liveMasqueradeFor,
  lockMasqueradeStart,
  newCodeForMasquerade,
  promptSettings,
  startSettings,
  targetNames,
} from './queries.ts'
import { newMasqueradeId } from './rules.ts'

type Start = HandlerInput<Api['startMasquerade']>['body']

/** Reads the utility's settings for starting a masquerade, or their defaults. */
export async function readStartSettings(sql: Sql, locale: 'en' | 'es') {
  const [start, prompt] = await Promise.all([startSettings.one(sql, {}), promptSettings.one(sql, { locale })])
  const chosen = (name: keyof typeof settings, value: unknown) => value ?? settings[name].default
  return {
    isPromptShown: chosen('masquerade.prompt-shown', start.promptShown) !== false,
    purposes: chosen('masquerade.purposes', start.purposes) as string[],
    minutes: Number(chosen('masquerade.minutes', start.minutes)),
    idleMinutes: Number(chosen('masquerade.idle-minutes', start.idleMinutes)),
    promptText:
      typeof prompt.prompt === 'string' ? prompt.prompt : settings['masquerade.prompt'].default[locale],
    promptVersion: prompt.promptVersion,
  }
}

/** Requires acknowledgment of the prompt's current version, unless the utility has switched the prompt off. */
function checkPrompt(body: Start, standing: { isPromptShown: boolean; promptVersion: number }): void {
  if (!standing.isPromptShown) return
  if (body.promptVersion === null) throw refuseField('promptVersion', 'prompt-not-acknowledged')
  if (body.promptVersion !== standing.promptVersion)
    throw new Refusal('version-conflict', { version: standing.promptVersion })
}

type StartGrant = Grant<'masquerade:start'>

/**
 * Returns how the caller was verified for this purpose. The server reads it: a start cannot claim a grade.
 * Refuses a start whose purpose requires a better grade.
 */
async function gradeForStart(
  sql: Sql,
  grant: StartGrant,
  purpose: Pick<Start, 'purposeKind' | 'purposeReference'>,
) {
  const { csrId, webUserId, accountId } = grant
  const { minutes, purposeGrades } = await readCallerSettings(sql)
  const caller = await callerInForce.first(sql, { csrId, webUserId, accountId, minutes, ...purpose })
  const grade = gradeNamed(caller?.grade)
  const required = requiredGrade(purposeGrades, purpose.purposeKind)
  if (!reaches(grade, required))
    throw new Refusal('caller-verification-required', { requiredGrade: required })
  return grade
}

/**
 * Starts a masquerade after its prompt was confirmed, and returns the code of its arrival. The same CSR, web user, account and purpose
 * again: the same masquerade, with another code.
 * @param newId the id of a masquerade that is not there yet
 */
export async function beginMasquerade(
  { sql, grant, note }: Pick<Context<'masquerade:start'>, 'sql' | 'grant' | 'note'>,
  body: Start,
  newId = newMasqueradeId(),
): Promise<{ masqueradeId: string; code: string; endsAt: Date }> {
  const standing = await readStartSettings(sql, body.locale)
  if (!standing.purposes.includes(body.purposeKind)) throw refuseField('purposeKind', 'not-valid')
  checkPrompt(body, standing)
  const { csrId, deskSessionId, webUserId, accountId } = grant
  const purpose = { purposeKind: body.purposeKind, purposeReference: body.purposeReference }
  const callerGrade = await gradeForStart(sql, grant, purpose)
  const same = { csrId, deskSessionId, webUserId, accountId, ...purpose }
  await lockMasqueradeStart(sql, { key: JSON.stringify(same) })
  const live = await liveMasqueradeFor.first(sql, same)
  const code = newToken()
  const codeHash = hashToken(code)
  const masqueradeId = live?.masqueradeId ?? newId
  let endsAt = live?.endsAt
  if (live) await newCodeForMasquerade(sql, grant, { masqueradeId, codeHash, callerGrade })
  else {
    const row = await insertMasquerade.one(sql, grant, {
      ...purpose,
      masqueradeId,
      codeHash,
      callerGrade,
      promptVersion: body.promptVersion,
      csrLocale: body.locale,
      promptLocale: body.promptVersion === null ? null : body.locale,
      minutes: standing.minutes,
      idleSeconds: standing.idleMinutes * 60,
      ip: grant.actor.ip,
    })
    endsAt = row.endsAt
  }
  if (!endsAt) throw new Error('a masquerade has an end')
  const details = {
    purposeKind: body.purposeKind,
    promptVersion: body.promptVersion,
    isRepeated: live !== undefined,
    callerGrade,
  }
  note({ event: 'started', masqueradeId, details })
  return { masqueradeId, code, endsAt }
}

export const startHandlers: HandlersOf<
  'readMasqueradePrompt' | 'startMasquerade' | 'cancelMasqueradePrompt'
> = {
  readMasqueradePrompt: async ({ body: { locale } }, { sql, grant, installation }) => {
    const { csrId, webUserId, accountId } = grant
    const [names, standing, caller] = await Promise.all([
      targetNames.one(sql, { webUserId }),
      readStartSettings(sql, locale),
      readQuestions(sql, { csrId, webUserId, accountId }, channelsOf(installation)),
    ])
    const { isPromptShown, promptVersion, purposes, minutes } = standing
    const values: Record<(typeof promptPlaceholders)[number], string> = {
      customer: names.personName,
      account: accountNumber(accountId),
      csr: csrId,
      minutes: String(minutes),
    }
    const promptText = fillPlaceholders(standing.promptText, values)
    return { ...names, isPromptShown, promptText, promptVersion, purposeKinds: purposes, minutes, caller }
  },

  startMasquerade: async ({ body }, context) => {
    const { masqueradeId, code, endsAt } = await beginMasquerade(context, body)
    const arrivalUrl = `${viewOrigin(context.installation.origins, masqueradeId)}/arrive`
    return { masqueradeId, arrivalUrl, code, endsAt: endsAt.toISOString() }
  },

  cancelMasqueradePrompt: async (_, context) => {
    context.note({ event: 'ended', reason: 'prompt-cancelled' })
    return {}
  },
}
