import type { Reason } from '@porchlight/contract/reasons.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { DisabledAction } from '@porchlight/ui/disabled-action.tsx'
import { useDesk } from '#app/desk-context.ts'
import type { MessageKey } from '#app/messages.ts'
import type { WebUser } from '#app/response-types.ts'

export type Change = 'reset' | 'confirmation' | 'switch' | 'adopt'

type Line = { change: Change; label: MessageKey; text: MessageKey; decision: 'ok' | Reason }

/** The changes of a web user, each with what it does, or why it cannot be done now. */
export function WebUserChanges({
  webUser,
  onChoose,
}: {
  webUser: WebUser
  onChoose: (change: Change) => void
}) {
  const { t, word } = useDesk()
  const { may, isActive, hasPassword } = webUser
  const lines: Line[] = [
    {
      change: 'reset',
      label: hasPassword ? 'web-users.reset' : 'web-users.invite',
      text: hasPassword ? 'web-users.reset.text' : 'web-users.invite.text',
      decision: may['web-user:send-reset'],
    },
    {
      change: 'confirmation',
      label: 'web-users.confirmation',
      text: 'web-users.confirmation.text',
      decision: may['web-user:resend-confirmation'],
    },
    {
      change: 'switch',
      label: isActive ? 'web-users.switch-off' : 'web-users.switch-on',
      text: isActive ? 'web-users.switch-off.text' : 'web-users.switch-on.text',
      decision: may['web-user:deactivate'],
    },
    {
      change: 'adopt',
      label: 'web-users.adopt',
      text: 'web-users.adopt.text',
      decision: may['account-person:adopt'],
    },
  ]
  return (
    <ul class="changes">
      {lines.map(({ change, label, text, decision }) => (
        <li key={change}>
          {decision === 'ok' ? (
            <>
              <Button onClick={() => onChoose(change)}>{t(label)}</Button>
              <span>{t(text)}</span>
            </>
          ) : (
            <DisabledAction id={`change-${change}`} reason={word('reason', decision)} show="always">
              {t(label)}
            </DisabledAction>
          )}
        </li>
      ))}
    </ul>
  )
}
