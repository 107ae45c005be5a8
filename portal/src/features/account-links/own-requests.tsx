import type { Client } from '@porchlight/contract/client.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { Card } from '@porchlight/ui/card.tsx'
import { Section } from '@porchlight/ui/section.tsx'
import { StatusBadge } from '@porchlight/ui/status-badge.tsx'
import { form } from '../../app/form.ts'
import { Guarded } from '../../app/guarded.tsx'
import type { PageProps } from '../../app/page.ts'

export type OwnRequests = Awaited<ReturnType<Client['listLinkRequests']>>
type Request = OwnRequests['requests'][number]

const tones = {
  waiting: 'info',
  working: 'info',
  approved: 'success',
  declined: 'danger',
  closed: 'neutral',
  expired: 'neutral',
} as const

/** The state of the customer's own requests for a link, and what happens next. Shows only the account number that they typed. */
export function OwnLinkRequests(props: PageProps<OwnRequests>) {
  const { data, t } = props
  if (data.requests.length === 0) return null
  return (
    <Section id="own-requests" heading={t('link-account.requests')}>
      {data.requests.map((request) => (
        <OwnRequest key={request.taskId} {...props} request={request} />
      ))}
    </Section>
  )
}

function OwnRequest(props: PageProps<OwnRequests> & { request: Request }) {
  const { request, t, format, formToken } = props
  const { taskId, accountId, state, askedAt, answeredAt, expiresAt, may } = request
  const number = format.account(accountId)
  const text = t(`link-account.state.${state}.text`, {
    when: format.instant(answeredAt ?? askedAt),
    until: expiresAt ? format.instant(expiresAt) : '',
  })
  return (
    <Card
      id={`link-request-${taskId}`}
      level={3}
      heading={t('home.account-number', { number })}
      actions={<StatusBadge tone={tones[state]}>{t(`link-account.state.${state}`)}</StatusBadge>}
    >
      <p>{text}</p>
      {state === 'approved' && <a href={`/accounts/${accountId}/overview`}>{t('link-account.open')}</a>}
      {state === 'waiting' && (
        <Guarded
          {...props}
          id={`withdraw-${taskId}`}
          decision={may['account-link:withdraw']}
          label={t('link-account.withdraw')}
        >
          <form method="post" action={`/link-account/${taskId}/withdraw`}>
            <input type="hidden" name="_token" value={formToken} />
            <Button aria-describedby={`link-request-${taskId}-heading`}>{t('link-account.withdraw')}</Button>
          </form>
        </Guarded>
      )}
    </Card>
  )
}

export const withdrawLinkForm = form<'withdrawLinkRequest'>({
  path: '/link-account/:taskId/withdraw',
  pagePath: '/link-account',
  endpoint: 'withdrawLinkRequest',
  toInput: (_, { params }) => ({ params: { taskId: params.taskId } }),
  done: () => ({ location: '/link-account', notice: 'link-withdrawn' }),
})
