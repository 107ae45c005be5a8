import { ChartTable } from '@porchlight/ui/chart-table.tsx'
import { WaterfallChart } from '@porchlight/ui/waterfall-chart.tsx'
import type { PageProps } from '../../app/page.ts'
import type { BillData } from '../../app/response-types.ts'
import { causeWords, changedCauses, type LastYear, signed } from './why-words.ts'

type Props = Pick<PageProps<BillData>, 't' | 'format'> & { bill: BillData; lastYear: LastYear }

/** Why the charges differ from those of a year before: the largest cause in a sentence, all causes as a chart and a table. */
export function WhyDifferent({ bill, lastYear, t, format }: Props) {
  const { difference } = lastYear
  const { currency } = bill
  const { changed, largest } = changedCauses(difference)
  if (!largest) return null
  const sentence = causeWords(largest, { difference, currency }, { t, format })
  const first = { label: t('why.last-year'), amount: format.money(lastYear.chargesCents, currency) }
  const last = { label: t('why.this-bill'), amount: format.money(bill.chargesCents, currency) }
  const steps = changed.map(({ cause, amountCents }) => ({
    key: cause,
    label: t(`why.cause.${cause}`),
    amount: signed(amountCents, currency, format),
    change: amountCents,
  }))
  return (
    <>
      <p class="why-largest">{sentence}</p>
      <WaterfallChart
        id="why"
        title={t('why.title')}
        description={sentence}
        first={{ ...first, value: lastYear.chargesCents }}
        steps={steps}
        last={last}
      />
      <ChartTable
        summary={t('why.table')}
        caption={t('why.title')}
        columns={[t('why.cause'), t('why.amount')]}
        rows={[
          { key: 'first', header: first.label, cells: [first.amount] },
          ...steps.map(({ key, label, amount }) => ({ key, header: label, cells: [amount] })),
          { key: 'last', header: last.label, cells: [last.amount] },
        ]}
      />
    </>
  )
}
