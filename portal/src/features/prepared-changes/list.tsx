import type { Client } from '@porchlight/contract/client.ts'
import { Card } from '@porchlight/ui/card.tsx'
import { EmptyState } from '@porchlight/ui/empty-state.tsx'
import { LinkButton } from '@porchlight/ui/link-button.tsx'
import { Page } from '@porchlight/ui/page.tsx'
import { Section } from '@porchlight/ui/section.tsx'
import { StatusBadge, type StatusTone } from '@porchlight/ui/status-badge.tsx'
import { type PageProps, page } from '../../app/page.ts'
import { commandName } from './command-name.ts'

type Data = Awaited<ReturnType<Client['listOwnPreparedChanges']>>
type Change = Data['changes'][number]

const tones: Record<Change['state'], StatusTone> = {
  waiting: 'warning',
  approved: 'success',
  declined: 'neutral',
  withdrawn: 'neutral',
  expired: 'neutral',
}

/** The changes that support prepared for this customer: those to decide first, then the earlier ones. */
export const preparedChangesPage = page<Data>({
  path: '/prepared-changes',
  title: 'prepared.list-title',
  section: 'access',
  parent: '/access',
  load: (client) => client.listOwnPreparedChanges(),
  View: (props) => {
    const { data, t } = props
    const waiting = data.changes.filter(({ state }) => state === 'waiting')
    const earlier = data.changes.filter(({ state }) => state !== 'waiting')
    return (
      <Page heading={t('prepared.list-title')} lead={t('prepared.list-lead')}>
        {data.changes.length === 0 && (
          <EmptyState icon="check" title={t('prepared.none.title')}>
            {t('prepared.none.text')}
          </EmptyState>
        )}
        {waiting.length > 0 && (
          <Section id="waiting" heading={t('prepared.waiting')}>
            {waiting.map((change) => (
              <ChangeCard key={change.taskId} {...props} change={change} />
            ))}
          </Section>
        )}
        {earlier.length > 0 && (
          <Section id="earlier" heading={t('prepared.earlier')}>
            {earlier.map((change) => (
              <ChangeCard key={change.taskId} {...props} change={change} />
            ))}
          </Section>
        )}
      </Page>
    )
  },
})

function ChangeCard({ change, t, format }: PageProps<Data> & { change: Change }) {
  const { taskId, state, command, accountId, preparedAt, decidedAt } = change
  const isWaiting = state === 'waiting'
  return (
    <Card
      id={`change-${taskId}`}
      level={3}
      tone={isWaiting ? 'accent' : undefined}
      heading={commandName(command, t)}
      actions={
        <LinkButton
          href={`/prepared-changes/${taskId}`}
          variant={isWaiting ? 'primary' : undefined}
          aria-describedby={`change-${taskId}-heading`}
        >
          {t(isWaiting ? 'prepared.open' : 'prepared.open-earlier')}
        </LinkButton>
      }
    >
      <p>
        <StatusBadge tone={tones[state]}>{t(`prepared-state.${state}`)}</StatusBadge>{' '}
        {format.instant(decidedAt ?? preparedAt)} ·{' '}
        <span class="no-break">{t('home.account-number', { number: format.account(accountId) })}</span>
      </p>
    </Card>
  )
}
