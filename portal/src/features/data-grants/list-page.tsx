import type { Client } from '@porchlight/contract/client.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { EmptyState } from '@porchlight/ui/empty-state.tsx'
import { Page } from '@porchlight/ui/page.tsx'
import { StatusBadge } from '@porchlight/ui/status-badge.tsx'
import { form } from '../../app/form.ts'
import { Guarded } from '../../app/guarded.tsx'
import { type PageProps, page } from '../../app/page.ts'
import { RefusedForm } from '../../app/refused-form.tsx'

type Data = Awaited<ReturnType<Client['listDataGrants']>>
type Grant = Data['grants'][number]

/** The companies that read an account's usage, and those that did. */
export const dataAccessPage = page<Data>({
  path: '/accounts/:accountId/data-access',
  title: 'data-access.title',
  section: 'access',
  parent: '/access',
  load: (client, { params: { accountId } }) => client.listDataGrants({ params: { accountId: accountId } }),
  View: (props) => {
    const { data, t, problem } = props
    return (
      <Page heading={t('data-access.title')} lead={t('data-access.lead')}>
        <RefusedForm problem={problem} t={t} />
        {data.grants.length === 0 ? (
          <EmptyState title={t('data-access.empty')} />
        ) : (
          <ul class="plain-list">
            {data.grants.map((grant) => (
              <DataGrant key={grant.dataGrantId} {...props} grant={grant} />
            ))}
          </ul>
        )}
      </Page>
    )
  },
})

function DataGrant(props: PageProps<unknown> & { grant: Grant }) {
  const { grant, t, format, formToken, where } = props
  const { dataGrantId, name, over, givenAt, readingsFrom, endsOn, lastReadAt } = grant
  const until = format.date(endsOn, 'medium')
  return (
    <li class="card">
      <h2 id={`grant-${dataGrantId}`}>{name}</h2>
      <p>
        <StatusBadge tone={over === null ? 'success' : 'neutral'}>
          {over === null ? t('data-access.works') : t(`data-access.over.${over}`, { until })}
        </StatusBadge>
      </p>
      <p>
        {t('data-access.given', {
          when: format.instant(givenAt),
          from: format.date(readingsFrom, 'medium'),
          until,
        })}{' '}
        {!grant.isOwn && `${t('data-access.given-by-other')} `}
        {lastReadAt === null
          ? t('data-access.never-read')
          : t('data-access.last-read', { when: format.instant(lastReadAt) })}
      </p>
      {over === null && (
        <Guarded
          {...props}
          id={`end-${dataGrantId}`}
          decision={grant.may['data-grant:revoke']}
          label={t('data-access.end')}
        >
          <form method="post" action={`/accounts/${where.params.accountId}/data-access/${dataGrantId}/end`}>
            <input type="hidden" name="_token" value={formToken} />
            <Button variant="danger" aria-label={t('data-access.end-what', { name })}>
              {t('data-access.end')}
            </Button>
          </form>
        </Guarded>
      )}
    </li>
  )
}

export const endDataAccessForm = form<'revokeDataGrant'>({
  path: '/accounts/:accountId/data-access/:dataGrantId/end',
  pagePath: '/accounts/:accountId/data-access',
  endpoint: 'revokeDataGrant',
  toInput: (_, { params }) => ({
    params: { accountId: params.accountId, dataGrantId: params.dataGrantId },
  }),
  done: (_, { params }) => ({
    location: `/accounts/${params.accountId}/data-access`,
    notice: 'data-access-ended',
  }),
})
