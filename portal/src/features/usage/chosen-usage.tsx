import { Card } from '@porchlight/ui/card.tsx'
import { Pagination } from '@porchlight/ui/pagination.tsx'
import { changeValues } from '../../app/change.ts'
import type { PageProps } from '../../app/page.ts'
import { amountWords } from './amounts.ts'
import type { UsageData } from './page.tsx'
import { usageAddress } from './usage-address.ts'
import { UsageChart } from './usage-chart.tsx'

type Props = Pick<PageProps<unknown>, 't' | 'format' | 'where'> & { chosen: NonNullable<UsageData['chosen']> }

/** The figures, the chart of what was used and, for solar homes, that of what was sent back. */
export function ChosenUsage({ chosen, t, format, where }: Props) {
  const { month, periods, received, unit, highest, changePercent, until, previous, next } = chosen
  const address = usageAddress(where.params.accountId, chosen)
  const span = month ? 'day' : 'month'
  const words = (amount: number) => amountWords(amount, unit, span, format)
  const named = (period: string) => (month ? format.date(period) : format.month(period))
  const [first, last] = [periods[0]?.period, periods.at(-1)?.period]
  const range =
    month || !first || !last ? format.month(month ?? until ?? '') : `${named(first)} – ${named(last)}`
  const isMeasured = periods.some(({ amount }) => amount !== null)
  const service = t(`service.${chosen.serviceType}`)
  const change =
    changePercent === null ? t('usage.change.none') : t('usage.change', changeValues(changePercent, format))
  const chart = {
    unit,
    t,
    format,
    hrefOf: month ? undefined : (period: string) => address({ month: period, until }),
  }
  const at = (to: string) => (month ? address({ month: to, until }) : address({ until: to }))
  const page = (to: string) => (month ? format.month(to) : t('usage.year-to', { month: format.month(to) }))
  const sent = received.reduce((sum, { amount }) => sum + (amount ?? 0), 0)
  return (
    <>
      <Card id="used" heading={t('usage.of-service', { service, range })}>
        {isMeasured ? (
          <dl class="figures">
            <div>
              <dt>{t('usage.total')}</dt>
              <dd>{words(chosen.totalAmount)}</dd>
            </div>
            {highest && (
              <div>
                <dt>{t(month ? 'usage.highest-day' : 'usage.highest-month')}</dt>
                <dd>
                  {words(highest.amount)} <small>{named(highest.period)}</small>
                </dd>
              </div>
            )}
            {received.length > 0 && (
              <div>
                <dt>{t('usage.sent-back')}</dt>
                <dd>{words(sent)}</dd>
              </div>
            )}
          </dl>
        ) : (
          <p>{t('usage.none-here')}</p>
        )}
        {isMeasured && <p class="usage-change">{change}</p>}
        {isMeasured && !month && <p class="muted">{t('usage.hint')}</p>}
        <UsageChart
          {...chart}
          id="usage-chart"
          title={t('usage.of-service', { service, range })}
          description={change}
          periods={periods}
        />
        <Pagination
          label={t('usage.pages')}
          previous={previous ? { label: page(previous), href: at(previous) } : undefined}
          next={next ? { label: page(next), href: at(next) } : undefined}
        />
      </Card>
      {received.length > 0 && (
        <Card id="sent-back" heading={t('usage.sent-back.title', { range })}>
          <p>{t('usage.sent-back.text', { amount: words(sent) })}</p>
          <UsageChart
            {...chart}
            id="sent-back-chart"
            title={t('usage.sent-back.title', { range })}
            description={t('usage.sent-back.text', { amount: words(sent) })}
            periods={received}
          />
        </Card>
      )}
      {chosen.newestReadingOn && (
        <p class="muted">{t('usage.newest', { date: format.date(chosen.newestReadingOn) })}</p>
      )}
    </>
  )
}
