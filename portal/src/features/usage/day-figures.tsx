import type { PageProps } from '../../app/page.ts'
import type { UsageDayData } from '../../app/response-types.ts'
import { amountWords } from './amounts.ts'
import { FigureList } from './figure-list.tsx'
import { slotTime } from './slot-time.ts'

type Props = Pick<PageProps<unknown>, 't' | 'format'> & { chosen: NonNullable<UsageDayData['chosen']> }

/** The figures of a day: what was used, sent back and the difference, the highest hour, and what the reader should know of the readings. */
export function DayFigures({ chosen, t, format }: Props) {
  const { totalAmount, receivedAmount, highest, unit, hours, doubtful, slots } = chosen
  const words = (amount: number) => amountWords(amount, unit, 'day', { t, format })
  const figures = [
    {
      label: t(receivedAmount === null ? 'usage.total' : 'usage.delivered'),
      value: words(totalAmount),
      detail: '',
    },
    ...(receivedAmount === null
      ? []
      : [
          { label: t('usage.sent-back'), value: words(receivedAmount), detail: '' },
          { label: t('usage.net'), value: words(totalAmount - receivedAmount), detail: '' },
        ]),
    ...(highest && slots.length > 1
      ? [
          {
            label: t('usage.highest-hour'),
            value: amountWords(highest.amount, unit, 'hour', { t, format }),
            detail: slotTime(highest, chosen, format),
          },
        ]
      : []),
  ]
  const gaps = slots.filter(({ amount, received }) => amount === null && received === null).length
  const aside = slots.filter(({ hasSetAside }) => hasSetAside).length
  const notes = [
    hours === 24
      ? ''
      : t('usage.clock-change', { hours: format.number(hours, Number.isInteger(hours) ? 0 : 1) }),
    receivedAmount === null ? '' : t('usage.net.text'),
    gaps > 0 ? t('usage.gaps', { count: gaps }) : '',
    doubtful > 0 ? t('usage.doubtful', { count: doubtful }) : '',
    aside > 0 ? t('usage.set-aside', { count: aside }) : '',
    slots.length === 1 ? t('usage.whole-days') : '',
  ].filter((note) => note !== '')
  return (
    <>
      <FigureList figures={figures} />
      {notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
    </>
  )
}
