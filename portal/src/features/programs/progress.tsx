import { ProgressBar } from '@porchlight/ui/progress-bar.tsx'
import type { ProgramsData, ProgramsProps } from './program-view.tsx'

type Progress = NonNullable<ProgramsData['paymentExtension']['offer']['progress']>

/** How much of what was agreed is paid, and what is due next. */
export function ProgressSoFar({ progress, data, t, format }: ProgramsProps & { progress: Progress }) {
  const money = (cents: number) => format.money(cents, data.currency)
  const { paidCents, totalCents, next } = progress
  const paid = t('program.paid-so-far', { paid: money(paidCents), total: money(totalCents) })
  return (
    <>
      <ProgressBar id="paid-so-far" label={paid} value={paidCents} max={totalCents} />
      <p>
        {next
          ? t('program.next-part', { amount: money(next.amountCents), date: format.date(next.on) })
          : t('program.all-paid')}
      </p>
    </>
  )
}
