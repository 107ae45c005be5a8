import { LinkButton } from '@porchlight/ui/link-button.tsx'
import { Notice } from '@porchlight/ui/notice.tsx'
import type { PageProps } from '../../app/page.ts'
import type { OverviewData } from '../../app/response-types.ts'

type Props = PageProps<OverviewData>
type Relief = NonNullable<OverviewData['relief']>

/**
 * What a customer whose balance is past due can do besides paying it now: two installments, or more time. Each link leads to the
 * dates and amounts, which one more tap confirms. Where something is agreed, it says what is due next instead.
 */
export function PastDueOffers({ relief, data, t, format }: Props & { relief: Relief }) {
  const { inTwo, later, agreed } = relief
  const money = (cents: number) => format.money(cents, data.currency)
  const programs = `/accounts/${data.accountId}/programs`
  if (agreed)
    return (
      <Notice
        title={t('past-due.agreed', {
          amount: money(agreed.next.amountCents),
          date: format.date(agreed.next.on),
        })}
      >
        <p>{t('past-due.agreed.open', { amount: money(agreed.openCents) })}</p>
        <a href={`${programs}/${agreed.program}`}>{t(`program.${agreed.program}`)}</a>
      </Notice>
    )
  if (data.may['program:change'] !== 'ok' || (!inTwo && !later)) return null
  return (
    <>
      <p>{t('past-due.cannot-pay')}</p>
      <div class="form-actions">
        {inTwo && (
          <LinkButton href={`${programs}/payment-arrangement?parts=2`}>
            {t('past-due.in-two', { amount: money(inTwo.amountCents), date: format.date(inTwo.on, 'short') })}
          </LinkButton>
        )}
        {later && (
          <LinkButton href={`${programs}/payment-extension`}>
            {t('past-due.later', { days: later.days, date: format.date(later.on, 'short') })}
          </LinkButton>
        )}
      </div>
    </>
  )
}
