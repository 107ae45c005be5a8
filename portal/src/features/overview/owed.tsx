import { Amount } from '@porchlight/ui/amount.tsx'
import { Card } from '@porchlight/ui/card.tsx'
import { LinkButton } from '@porchlight/ui/link-button.tsx'
import { Notice } from '@porchlight/ui/notice.tsx'
import { StatusBadge } from '@porchlight/ui/status-badge.tsx'
import { Guarded } from '../../app/guarded.tsx'
import type { PageProps } from '../../app/page.ts'
import type { OverviewData } from '../../app/response-types.ts'
import { PastDueOffers } from '../programs/past-due-offers.tsx'

/** The amount owed, its due date, and the page's only primary button. A negative amount is called a credit. */
export function Owed(props: PageProps<OverviewData>) {
  const { data, t, format } = props
  const { balanceCents, pastDueCents, pastDueSince, dueDate } = data
  const money = (cents: number) => format.money(cents, data.currency)
  const heading = balanceCents > 0 ? 'owed.title' : balanceCents < 0 ? 'owed.credit' : 'owed.nothing'
  // If only a part is past due, the call-out gives both dates.
  const isInParts = pastDueCents > 0 && pastDueCents < balanceCents
  const when =
    dueDate && !isInParts && t(pastDueCents > 0 ? 'owed.was-due' : 'owed.due', { date: format.date(dueDate) })
  return (
    <Card id="owed" tone="accent" heading={t(heading)}>
      <p class="owed">
        <Amount size="large">{money(Math.abs(balanceCents))}</Amount>
        {when && <span>{when}</span>}
        {balanceCents < 0 && <span>{t('owed.credit.text')}</span>}
      </p>
      {pastDueCents > 0 && (
        <Notice
          tone="warning"
          title={t(pastDueSince ? 'owed.past-due-since' : 'owed.past-due', {
            amount: money(pastDueCents),
            date: pastDueSince && format.date(pastDueSince),
          })}
        >
          {isInParts &&
            t('owed.past-due.rest', {
              amount: money(balanceCents - pastDueCents),
              date: dueDate && format.date(dueDate),
            })}
        </Notice>
      )}
      {balanceCents > 0 && (
        <div class="form-actions">
          <Guarded {...props} id="pay" decision={data.may['card-payment:start']} label={t('pay.now')}>
            <LinkButton variant="primary" href={`/accounts/${data.accountId}/pay`}>
              {t('pay.now')}
            </LinkButton>
          </Guarded>
        </div>
      )}
      {data.relief && <PastDueOffers {...props} relief={data.relief} />}
      <ul class="badges">
        <li>
          <a href={`/accounts/${data.accountId}/autopay`}>
            <StatusBadge tone={data.isAutopay ? 'success' : 'neutral'}>
              {t(data.isAutopay ? 'owed.autopay.on' : 'owed.autopay.off')}
            </StatusBadge>
          </a>
        </li>
        <li>
          <StatusBadge tone={data.isPaperless ? 'success' : 'neutral'}>
            {t(data.isPaperless ? 'owed.paperless.on' : 'owed.paperless.off')}
          </StatusBadge>
        </li>
      </ul>
    </Card>
  )
}
