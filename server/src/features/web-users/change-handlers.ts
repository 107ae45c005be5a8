import { countAttempt } from '#features/attempts/index.ts'
import { mailKey } from '#features/mailed-keys/index.ts'
import { enqueueMessage, type Recipient } from '#features/messages/index.ts'
import type { Context, HandlersOf } from '#pipeline/handler.ts'
import { Refusal, refuseField, refuseStale } from '#pipeline/refusal.ts'
import { endViews } from './end-views.ts'
import { maskedEmail } from './masked-email.ts'
import { noteChange } from './note-change.ts'
import { adoptAccountPerson, adoptable, hasPassword, setWebUserActive, webUserOnAccount } from './queries.ts'

type Place = { accountId: number; webUserId: number }

/** The web user, who must be linked to the account that the grant is about. */
async function find(sql: Context['sql'], { accountId, webUserId }: Place) {
  const found = await webUserOnAccount.first(sql, { accountId, webUserId })
  if (!found) throw new Refusal('not-found')
  const { email, displayName, locale } = found
  const to: Recipient = {
    email,
    displayName: displayName ?? '',
    locale: locale === 'es' ? 'es' : 'en',
    isBySupport: true,
  }
  return { ...found, to }
}

/** Links mailed to one web user within a quarter of an hour: more would only fill a mailbox. */
const mostLinks = 3

async function sendLink(
  context: Context<'web-user:resend-confirmation' | 'web-user:send-reset'>,
  place: Place,
  purpose: 'password-reset' | 'email-confirmation',
) {
  const { sql, installation } = context
  const { userName, to } = await find(sql, place)
  if (!(await countAttempt(sql, installation, `mail-key ${purpose} ${place.webUserId}`, mostLinks)))
    throw new Refusal('too-many-attempts')
  const { webUserId } = place
  const isFirst = purpose === 'password-reset' && !(await hasPassword.one(sql, { webUserId })).hasPassword
  await mailKey(context, isFirst ? 'invitation' : purpose, { ...to, webUserId, userName })
  const change =
    purpose === 'email-confirmation' ? 'confirmation-sent' : isFirst ? 'invitation-sent' : 'reset-sent'
  await noteChange(context, change, { ...place, userName })
  return { sentTo: maskedEmail(to.email) }
}

async function setActive(
  context: Context<'web-user:deactivate'>,
  place: Place,
  isActive: boolean,
  body: { version: number; reason: string },
) {
  const { sql } = context
  const { webUserId, accountId } = place
  const { version } = await setWebUserActive.one(sql, { webUserId, version: body.version, isActive })
  const { userName, to, ...standing } = await find(sql, place)
  if (version === null) throw refuseStale({ isActive }, { isActive: standing.isActive }, standing.version)
  const endedMasquerades = isActive ? 0 : await endViews(context, webUserId, null)
  const template = isActive ? 'web-user-reactivated' : 'web-user-deactivated'
  await enqueueMessage(context, { template }, { to, accountId })
  const change = isActive ? 'reactivated' : 'deactivated'
  await noteChange(
    context,
    change,
    { ...place, userName, reason: body.reason },
    { version, endedMasquerades },
  )
  return { version, endedMasquerades }
}

export const webUserChangeHandlers: HandlersOf<
  | 'adoptAccountPerson'
  | 'deactivateWebUser'
  | 'reactivateWebUser'
  | 'resendConfirmation'
  | 'sendPasswordReset'
> = {
  adoptAccountPerson: async ({ params, body: { relationshipType, version, reason } }, context) => {
    const { sql } = context
    const { accountId } = params
    const choices = await adoptable(sql, {})
    if (!choices.some((choice) => choice.relationshipType === relationshipType))
      throw refuseField('relationshipType', 'not-a-choice')
    const { userName, personId, ...standing } = await find(sql, params)
    const adopted = await adoptAccountPerson.one(sql, { accountId, personId, version, relationshipType })
    if (adopted.version === null) {
      const theirs = { relationshipType: standing.relationshipType }
      throw refuseStale({ relationshipType }, theirs, standing.accountPersonVersion ?? 0)
    }
    const details = { personId, relationshipType, version: adopted.version }
    await noteChange(context, 'adopted', { ...params, userName, reason }, details)
    return { version: adopted.version }
  },

  deactivateWebUser: ({ params, body }, context) => setActive(context, params, false, body),
  reactivateWebUser: ({ params, body }, context) => setActive(context, params, true, body),
  resendConfirmation: ({ params }, context) => sendLink(context, params, 'email-confirmation'),
  sendPasswordReset: ({ params }, context) => sendLink(context, params, 'password-reset'),
}
