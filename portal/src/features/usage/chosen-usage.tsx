import { Card } from '@porchlight/ui/card.tsx'
import { Pagination } from '@porchlight/ui/pagination.tsx'
import { changeValues } from '../../app/change.ts'
import type { PageProps } from '../../app/page.ts'
import type { UsageData } from '../../app/response-types.ts'
import { BillingPeriods } from './billing-periods.tsx'
import { DownloadLinks } from './download-links.tsx'
import { Figures } from './figures.tsx'
import { usageAddress } from './usage-address.ts'
import { UsageChart } from './usage-chart.tsx'

type Props = Pick<PageProps<unknown>, 't' | 'format' | 'where'> & {
  chosen: NonNullable<UsageData['chosen']>
  may: UsageData['may']
}

/** The figures, the chart of what was used and, for solar homes, that of what was sent back. */
export function ChosenUsage({ chosen, may, t, format, where }: Props) {
  if (!chosen.newestReadingOn) return <BillingPeriods chosen={chosen} t={t} format={format} />
  const { month, periods, received, unit, changePercent, until, previous, next } = chosen
  const address = usageAddress(where.params.accountId, chosen)
  const [first, last] = [periods[0]?.period ?? '', periods.at(-1)?.period ?? '']
  const range = month ? format.month(month) : `${format.month(first)} – ${format.month(last)}`
  const title = t('usage.of-service', { service: t(`service.${chosen.serviceType}`), range })
  const sentBack = t('usage.sent-back.title', { range })
  const toDays = (period: string) => address({ month: period, until })
  const toDay = (date: string) =>
    `/accounts/${where.params.accountId}/usage/day?servicePointId=${chosen.servicePointId}&date=${date}`
  const chart = { unit, t, format, hrefOf: month ? toDay : toDays }
  const turn = (to: string | null) =>
    to === null
      ? undefined
      : month
        ? { label: format.month(to), href: address({ month: to, until }) }
        : { label: t('usage.year-to', { month: format.month(to) }), href: address({ until: to }) }
  return (
    <>
      <Card id="used" heading={title}>
        <div class="beside-chart">
          <div>
            <Figures chosen={chosen} t={t} format={format} />
          </div>
          <div>
            <UsageChart
              {...chart}
              id="usage-chart"
              title={title}
              description={
                changePercent === null
                  ? t('usage.change.none')
                  : t('usage.change', changeValues(changePercent, format))
              }
              periods={periods}
            />
          </div>
        </div>
        <Pagination label={t('usage.pages')} previous={turn(previous)} next={turn(next)} />
        <DownloadLinks
          chosen={chosen}
          may={may}
          t={t}
          where={where}
          from={month ?? first}
          until={month ?? last}
        />
      </Card>
      {received.length > 0 && (
        <Card id="sent-back" heading={sentBack}>
          <div class="beside-chart">
            <p>{t('usage.sent-back.text')}</p>
            <div>
              <UsageChart
                {...chart}
                id="sent-back-chart"
                title={sentBack}
                description={t('usage.sent-back.text')}
                periods={received}
              />
            </div>
          </div>
        </Card>
      )}
      <BillingPeriods chosen={chosen} t={t} format={format} />
      <p class="muted">{t('usage.newest', { date: format.date(chosen.newestReadingOn) })}</p>
    </>
  )
}
