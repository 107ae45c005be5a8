import type { Client } from '@porchlight/contract/client.ts'
import { EmptyState } from '@porchlight/ui/empty-state.tsx'
import { Page } from '@porchlight/ui/page.tsx'
import { Pagination } from '@porchlight/ui/pagination.tsx'
import { page } from '../../app/page.ts'
import { SupportVisit } from './support-visit.tsx'
import { VisitLine } from './visit-line.tsx'

const path = '/access/visits'

/** Every support visit there was, a page at a time; on request only those that changed something. */
export const supportVisitsPage = page<Awaited<ReturnType<Client['listSupportVisits']>>>({
  path,
  title: 'access.all-visits',
  section: 'access',
  parent: '/access',
  load: (client, { query }) =>
    client.listSupportVisits({
      query: {
        ...(query.has('before') && { before: query.get('before') ?? '' }),
        ...(query.get('only') === 'changes' && { only: 'changes' as const }),
      },
    }),
  View: (props) => {
    const { data, t, where } = props
    const isChanges = where.query.get('only') === 'changes'
    const filter = isChanges ? 'only=changes' : ''
    const { supportVisits, nextBefore } = data
    return (
      <Page heading={t('access.all-visits')} lead={t('access.visits-text')}>
        <p>
          <a href={isChanges ? path : `${path}?only=changes`}>
            {t(isChanges ? 'access.visits-show-all' : 'access.visits-only-changes')}
          </a>
        </p>
        {supportVisits.length === 0 && (
          <EmptyState icon="check" title={t(isChanges ? 'access.no-visit-changes' : 'access.no-visits')} />
        )}
        {supportVisits.map((visit) =>
          visit.isLive ? (
            <SupportVisit key={visit.masqueradeId} {...props} visit={visit} />
          ) : (
            <VisitLine key={visit.masqueradeId} {...props} visit={visit} />
          ),
        )}
        <Pagination
          label={t('access.visits-pages')}
          previous={
            where.query.has('before')
              ? { label: t('access.visits-newest'), href: filter ? `${path}?${filter}` : path }
              : undefined
          }
          next={
            nextBefore
              ? {
                  label: t('access.visits-older'),
                  href: `${path}?${new URLSearchParams({ ...(isChanges && { only: 'changes' }), before: nextBefore })}`,
                }
              : undefined
          }
        />
      </Page>
    )
  },
})
