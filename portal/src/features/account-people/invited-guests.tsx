import { Card } from '@porchlight/ui/card.tsx'
import { Section } from '@porchlight/ui/section.tsx'
import type { PageProps } from '../../app/page.ts'
import { roleName } from '../guests/role-options.ts'
import { DecisionForm } from './decision-form.tsx'
import type { PeopleData } from './people-data.ts'

/** The invitations that nobody has accepted yet. */
export function InvitedGuests(props: PageProps<PeopleData>) {
  const { data, t, format, where } = props
  const { invitations } = data.guests
  if (invitations.length === 0) return null
  return (
    <Section id="invited" heading={t('guests.invited')}>
      {invitations.map(({ taskId, email, role, invitedAt, expiresAt, may }) => (
        <Card key={taskId} id={`invitation-${taskId}`} level={3} heading={email}>
          <p>
            {t('guests.invited-text', { role: roleName(role, t), when: format.instant(invitedAt) })}{' '}
            {expiresAt && t('guests.expires', { when: format.instant(expiresAt) })}
          </p>
          <DecisionForm
            {...props}
            id={`withdraw-${taskId}`}
            action={`/accounts/${where.params.accountId}/guest-invitations/${taskId}/withdraw`}
            decision={may['guest:withdraw']}
            label={t('guests.withdraw')}
            about={`invitation-${taskId}-heading`}
            variant="secondary"
          />
        </Card>
      ))}
    </Section>
  )
}
