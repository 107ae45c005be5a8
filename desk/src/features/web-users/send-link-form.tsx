import { useDesk } from '#app/desk-context.ts'
import { tell } from '#app/news.ts'
import type { ChangeProps } from './change-form.tsx'
import { ChangeForm } from './change-form.tsx'

/** Mails a link to the web user's own address: to set another password, or to confirm the address. */
export function SendLinkForm({
  accountId,
  webUser,
  purpose,
  onDone,
  onBack,
}: ChangeProps & { purpose: 'reset' | 'confirmation' }) {
  const { t, client } = useDesk()
  const { webUserId, userName, hasPassword } = webUser
  const words =
    purpose === 'confirmation'
      ? 'web-users.confirmation'
      : hasPassword
        ? 'web-users.reset'
        : 'web-users.invite'
  return (
    <ChangeForm
      subject={`send-link ${accountId} ${webUserId}`}
      action={purpose === 'reset' ? 'web-user:send-reset' : 'web-user:resend-confirmation'}
      confirm={t(`${words}.confirm`, { userName })}
      withoutReason
      onBack={onBack}
      change={async () => {
        const params = { accountId, webUserId }
        const send = purpose === 'reset' ? client.sendPasswordReset : client.resendConfirmation
        const { sentTo } = await send({ params })
        tell(t('web-users.sent', { sentTo }), 'success')
        onDone()
      }}
    >
      <p>{t(`${words}.explained`)}</p>
    </ChangeForm>
  )
}
