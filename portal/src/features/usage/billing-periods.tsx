import { Card } from '@porchlight/ui/card.tsx'
import type { PageProps } from '../../app/page.ts'
import type { UsageData } from '../../app/response-types.ts'
import { amountWords } from './amounts.ts'

type Props = Pick<PageProps<unknown>, 't' | 'format'> & { chosen: NonNullable<UsageData['chosen']> }

/** What a meter measured that is read once for each bill: a table, as its periods are of different lengths. */
export function BillingPeriods({ chosen, t, format }: Props) {
  const { billingPeriods, unit } = chosen
  if (billingPeriods.length === 0) return null
  const hasReceived = billingPeriods.some(({ isReceived }) => isReceived)
  return (
    <Card id="billing-periods" heading={t('usage.billing-periods')}>
      <p>{t('usage.billing-periods.text')}</p>
      <table class="billing-periods">
        <thead>
          <tr>
            <th scope="col">{t('usage.period')}</th>
            <th scope="col">{t('usage.used')}</th>
            <th scope="col">{t('usage.per-day')}</th>
            <th scope="col">{t('usage.quality')}</th>
          </tr>
        </thead>
        <tbody>
          {billingPeriods.map(({ startsOn, endsOn, days, amount, quality, isReceived }) => (
            <tr key={`${startsOn} ${endsOn} ${isReceived}`}>
              <th scope="row">
                {format.date(startsOn, 'medium')} – {format.date(endsOn, 'medium')}
                {hasReceived && ` · ${t(isReceived ? 'usage.sent-back' : 'usage.delivered')}`}
              </th>
              <td>
                {amount === null ? t('usage.no-readings') : amountWords(amount, unit, 'month', { t, format })}
              </td>
              <td>{amount === null ? '' : amountWords(amount / days, unit, 'day', { t, format })}</td>
              <td>{t(amount === null ? 'usage.quality.set-aside' : `usage.quality.${quality}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  )
}
