import type { Client } from '@porchlight/contract/client.ts'
import { DataTable } from '@porchlight/ui/data-table.tsx'
import { EmptyState } from '@porchlight/ui/empty-state.tsx'
import { Page } from '@porchlight/ui/page.tsx'
import { Pagination } from '@porchlight/ui/pagination.tsx'
import { idIn } from '../../app/id-in.ts'
import { knownKey } from '../../app/messages.ts'
import { page } from '../../app/page.ts'
import { RequestState } from './request-state.tsx'

type Data = Awaited<ReturnType<Client['listRequests']>>

/** What this web user has asked for on the account, newest first. */
export const requestsPage = page<Data>({
  path: '/accounts/:accountId/requests',
  title: 'requests.all-title',
  section: 'overview',
  parent: '/accounts/:accountId/overview',
  load: (client, { params, query }) =>
    client.listRequests({
      params: { accountId: params.accountId },
      query: { before: idIn(query, 'before') },
    }),
  View: ({ data, t, format, where }) => {
    const account = `/accounts/${where.params.accountId}`
    const path = `${account}/requests`
    return (
      <Page heading={t('requests.all-title')}>
        {data.requests.length === 0 ? (
          <EmptyState icon="check" title={t('requests.empty.title')}>
            <p>{t('requests.empty.text')}</p>
          </EmptyState>
        ) : (
          <DataTable
            id="all-requests"
            caption={t('requests.caption')}
            rows={data.requests}
            rowKey={(request) => request.taskId}
            columns={[
              {
                key: 'what',
                header: t('requests.what'),
                rowHeader: true,
                cell: (request) => (
                  <a href={`${path}/${request.taskId}`}>
                    {t(knownKey(`task-type.${request.taskType}`, 'task-type.other'))}
                  </a>
                ),
              },
              {
                key: 'made',
                header: t('requests.made'),
                cell: (request) => format.instant(request.createdAt),
              },
              {
                key: 'state',
                header: t('request.state'),
                cell: (request) => <RequestState request={request} t={t} />,
              },
            ]}
          />
        )}
        <Pagination
          label={t('requests.pages')}
          previous={where.query.has('before') ? { label: t('requests.newest'), href: path } : undefined}
          next={
            data.nextBefore
              ? { label: t('requests.older'), href: `${path}?before=${data.nextBefore}` }
              : undefined
          }
        />
      </Page>
    )
  },
})
