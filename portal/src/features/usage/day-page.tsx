import { Card } from '@porchlight/ui/card.tsx'
import { EmptyState } from '@porchlight/ui/empty-state.tsx'
import { BackLink, Page } from '@porchlight/ui/page.tsx'
import { Pagination } from '@porchlight/ui/pagination.tsx'
import { idIn, textIn } from '../../app/id-in.ts'
import { page } from '../../app/page.ts'
import type { UsageDayData } from '../../app/response-types.ts'
import { DayChart } from './day-chart.tsx'
import { DayFigures } from './day-figures.tsx'
import { usageAddress } from './usage-address.ts'

/** One day of a service, hour by hour or reading by reading. */
export const usageDayPage = page<UsageDayData>({
  path: '/accounts/:accountId/usage/day',
  title: 'usage.day-title',
  section: 'usage',
  parent: '/accounts/:accountId/usage',
  load: (client, { params, query, today }) =>
    client.readUsageDay({
      params: { accountId: params.accountId },
      query: {
        servicePointId: idIn(query, 'servicePointId'),
        // A date in the address that is none is ignored: the page is then about today.
        date:
          textIn(
            query,
            'date',
            /^(19|2\d)\d\d-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])$|^(19|2\d)\d\d-\d\d-(29|3\d)$/,
          ) ?? today,
        step: query.get('step') === 'reading' ? 'reading' : 'hour',
      },
    }),
  View: (props) => {
    const { data, t, format, where } = props
    const { chosen } = data
    const step = where.query.get('step') === 'reading' ? 'reading' : 'hour'
    const months = usageAddress(where.params.accountId, chosen)
    if (!chosen)
      return (
        <Page heading={t('usage.day-title')}>
          <EmptyState icon="bolt" title={t('usage.empty.title')}>
            <p>{t('usage.empty.no-service')}</p>
          </EmptyState>
        </Page>
      )
    const { date, slots } = chosen
    const month = date.slice(0, 7)
    const dayAddress = (of: string, by: string) =>
      `/accounts/${where.params.accountId}/usage/day?servicePointId=${chosen.servicePointId}&date=${of}${by === 'reading' ? '&step=reading' : ''}`
    const turn = (of: string | null) =>
      of === null ? undefined : { label: format.date(of), href: dayAddress(of, step) }
    return (
      <Page
        heading={t('usage.of-day', { date: format.date(date) })}
        back={
          <BackLink href={months({ month })}>{t('usage.of-month', { month: format.month(month) })}</BackLink>
        }
        width="wide"
      >
        <p class="service-points">
          <strong>{t(`service.${chosen.serviceType}`)}</strong> <span>{chosen.address}</span>
        </p>
        <Card
          id="day"
          heading={t('usage.of-service', {
            service: t(`service.${chosen.serviceType}`),
            range: format.date(date),
          })}
        >
          {slots.length === 0 ? (
            <p>{t('usage.none-here')}</p>
          ) : (
            <div class="beside-chart">
              <div>
                <DayFigures chosen={chosen} t={t} format={format} />
              </div>
              <div>
                {(step === 'reading' || chosen.hasShorter) && (
                  <nav aria-label={t('usage.step')}>
                    <ul class="service-points">
                      {(['hour', 'reading'] as const).map((one) => (
                        <li key={one}>
                          <a href={dayAddress(date, one)} aria-current={one === step ? 'page' : undefined}>
                            {t(`usage.step.${one}`)}
                          </a>
                        </li>
                      ))}
                    </ul>
                  </nav>
                )}
                <DayChart chosen={chosen} t={t} format={format} />
              </div>
            </div>
          )}
          <Pagination label={t('usage.pages')} previous={turn(chosen.previous)} next={turn(chosen.next)} />
        </Card>
      </Page>
    )
  },
})
