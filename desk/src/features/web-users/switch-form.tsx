import { useDesk } from '#app/desk-context.ts'
import { tell } from '#app/news.ts'
import type { ChangeProps } from './change-form.tsx'
import { ChangeForm } from './change-form.tsx'

/** Switches a sign-in off, or on again. */
export function SwitchForm({ accountId, webUser, onDone, onBack }: ChangeProps) {
  const { t, client } = useDesk()
  const { webUserId, userName, isActive, version, accountCount } = webUser
  return (
    <ChangeForm
      subject={`switch ${accountId} ${webUserId}`}
      action="web-user:deactivate"
      confirm={t(isActive ? 'web-users.switch-off.confirm' : 'web-users.switch-on.confirm', { userName })}
      onBack={onBack}
      change={async (form) => {
        const input = {
          params: { accountId, webUserId },
          body: { version, reason: String(form.get('reason')) },
        }
        if (isActive) await client.deactivateWebUser(input)
        else await client.reactivateWebUser(input)
        tell(t(isActive ? 'web-users.switched-off' : 'web-users.switched-on', { userName }), 'success')
        onDone()
      }}
    >
      <p>
        {t(isActive ? 'web-users.switch-off.explained' : 'web-users.switch-on.explained', {
          userName,
          count: accountCount,
        })}
      </p>
    </ChangeForm>
  )
}
