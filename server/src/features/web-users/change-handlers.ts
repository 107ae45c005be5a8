import { localeOf } from '@porchlight/contract/values.ts'
import { countAttempt } from '#features/attempts/index.ts'
import { mailKey } from '#features/mailed-keys/index.ts'
import { enqueueMessage, type Recipient } from '#features/messages/index.ts'
import type { Context, HandlersOf } from '#pipeline/handler.ts'
import { Refusal, refuseField, refuseStale } from '#policy/refusal.ts'
import { endViews } from './end-views.ts'
import { maskedEmail } from './masked-email.ts'
import { noteChange } from './note-change.ts'
import { adoptAccountPerson, adoptable, hasPassword, setWebUserActive, webUserOnAccount } from './queries.ts'

type Changer =
  | 'account-person:adopt'
  | 'web-user:deactivate'
  | 'web-user:resend-confirmation'
  | 'web-user:send-reset'

/** The web user whom the grant is about, on its account. */
async function find({ sql, grant: { accountId, webUserId } }: Context<Changer>) {
  const webUser = await webUserOnAccount.first(sql, { accountId, webUserId })
  if (!webUser) throw new Refusal('not-found')
  const { email, displayName, locale } = webUser
  const to: Recipient = {
    email,
    displayName: displayName ?? '',
    locale: localeOf(locale),
    isBySupport: true,
  }
  return { ...webUser, to }
}

/** Links mailed to one web user within a quarter of an hour: more would only fill a mailbox. */
const mostLinks = 3

async function sendLink(
  context: Context<'web-user:resend-confirmation' | 'web-user:send-reset'>,
  purpose: 'password-reset' | 'email-confirmation',
) {
  const { sql, grant, installation } = context
  const { webUserId } = grant
  const { userName, to } = await find(context)
  if (!(await countAttempt(sql, grant, installation, `mail-key ${purpose} ${webUserId}`, mostLinks)))
    throw new Refusal('too-many-attempts')
  const isFirst = purpose === 'password-reset' && !(await hasPassword.one(sql, { webUserId })).hasPassword
  await mailKey(context, isFirst ? 'invitation' : purpose, { ...to, userName })
  const change =
    purpose === 'email-confirmation' ? 'confirmation-sent' : isFirst ? 'invitation-sent' : 'reset-sent'
  await noteChange(context, change, { webUserId, userName })
  return { sentTo: maskedEmail(to.email) }
}

async function setActive(
  context: Context<'web-user:deactivate'>,
  isActive: boolean,
  body: { version: number; reason: string },
) {
  const { sql, grant } = context
  const { webUserId } = grant
  const { version } = await setWebUserActive.one(sql, grant, { version: body.version, isActive })
  const { userName, to, ...standing } = await find(context)
  if (version === null) throw refuseStale({ isActive }, { isActive: standing.isActive }, standing.version)
  const endedMasquerades = isActive ? 0 : await endViews(context, webUserId, null)
  const template = isActive ? 'web-user-reactivated' : 'web-user-deactivated'
  await enqueueMessage(context, null, { template }, { to })
  const change = isActive ? 'reactivated' : 'deactivated'
  const about = { webUserId, userName, reason: body.reason }
  await noteChange(context, change, about, { version, endedMasquerades })
  return { version, endedMasquerades }
}

export const webUserChangeHandlers: HandlersOf<
  | 'adoptAccountPerson'
  | 'deactivateWebUser'
  | 'reactivateWebUser'
  | 'resendConfirmation'
  | 'sendPasswordReset'
> = {
  adoptAccountPerson: async ({ body: { relationshipType, version, reason } }, context) => {
    const { sql, grant } = context
    const choices = await adoptable(sql, {})
    if (!choices.some((choice) => choice.relationshipType === relationshipType))
      throw refuseField('relationshipType', 'not-a-choice')
    const { userName, personId, ...standing } = await find(context)
    const adopted = await adoptAccountPerson.one(sql, grant, { personId, version, relationshipType })
    if (adopted.version === null) {
      const theirs = { relationshipType: standing.relationshipType }
      throw refuseStale({ relationshipType }, theirs, standing.accountPersonVersion ?? 0)
    }
    const details = { personId, relationshipType, version: adopted.version }
    await noteChange(context, 'adopted', { webUserId: grant.webUserId, userName, reason }, details)
    return { version: adopted.version }
  },

  deactivateWebUser: ({ body }, context) => setActive(context, false, body),
  reactivateWebUser: ({ body }, context) => setActive(context, true, body),
  resendConfirmation: (_, context) => sendLink(context, 'email-confirmation'),
  sendPasswordReset: (_, context) => sendLink(context, 'password-reset'),
}
