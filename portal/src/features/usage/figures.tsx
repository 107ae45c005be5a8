import { changeValues } from '../../app/change.ts'
import type { PageProps } from '../../app/page.ts'
import type { UsageData } from '../../app/response-types.ts'
import { amountWords } from './amounts.ts'
import { FigureList } from './figure-list.tsx'

type Props = Pick<PageProps<unknown>, 't' | 'format'> & { chosen: NonNullable<UsageData['chosen']> }

/** The figures of the chart: the total, the highest bar, the energy that solar panels sent back, and the change in words. */
export function Figures({ chosen, t, format }: Props) {
  const { month, periods, received, unit, highest, highestHours, changePercent } = chosen
  const words = (amount: number) => amountWords(amount, unit, month ? 'day' : 'month', { t, format })
  if (!highest) return <p>{t('usage.none-here')}</p>
  const sent = received.reduce((sum, { amount }) => sum + (amount ?? 0), 0)
  const figures = [
    { label: t('usage.total'), value: words(chosen.totalAmount), detail: undefined },
    {
      label: t(month ? 'usage.highest-day' : 'usage.highest-month'),
      value: words(highest.amount),
      detail: month ? format.date(highest.period) : format.month(highest.period),
    },
    ...(received.length > 0 ? [{ label: t('usage.sent-back'), value: words(sent), detail: undefined }] : []),
  ]
  return (
    <>
      <FigureList figures={figures} />
      <p>
        {changePercent === null
          ? t('usage.change.none')
          : t('usage.change', changeValues(changePercent, format))}
      </p>
      {month && highestHours.length > 0 && (
        <p>
          {t('usage.highest-hours', {
            hours: highestHours
              .map(({ startsAt, amount }) =>
                t('usage.highest-hours.one', {
                  at: format.instant(startsAt),
                  amount: amountWords(amount, unit, 'hour', { t, format }),
                }),
              )
              .join('; '),
          })}
        </p>
      )}
      {received.length > 0 && highest && (
        <p>{t('usage.net.of-period', { net: words(chosen.totalAmount - sent) })}</p>
      )}
      {periods.some(({ isEstimated }) => isEstimated) && <p class="muted">{t('usage.estimated')}</p>}
      {month && periods.length > 0 && <p class="muted">{t('usage.hint-day')}</p>}
      {!month && periods.length > 0 && <p class="muted">{t('usage.hint')}</p>}
    </>
  )
}
