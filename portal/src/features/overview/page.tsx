import { Page } from '@porchlight/ui/page.tsx'
import { page } from '../../app/page.ts'
import type { OverviewData } from '../../app/response-types.ts'
import { LastBill } from './last-bill.tsx'
import { LastPayment } from './last-payment.tsx'
import { OpenRequests } from './open-requests.tsx'
import { Owed } from './owed.tsx'
import { UsageAtAGlance } from './usage-at-a-glance.tsx'

/** What people come for: what I owe, when, and pay; then the last bill, usage and open requests. */
export const overviewPage = page<OverviewData>({
  path: '/accounts/:accountId/overview',
  title: 'overview.title',
  section: 'overview',
  menu: [{ place: 'header', order: 1 }],
  load: (client, { params }) => client.readOverview({ params: { accountId: params.accountId } }),
  View: (props) => {
    const { data, t, format, surroundings } = props
    const account = surroundings?.accounts.find(({ accountId }) => accountId === data.accountId)
    return (
      <Page
        heading={account?.nickname || account?.address || t('overview.title')}
        lead={
          <>
            {account?.nickname && `${account.address} · `}
            <span class="no-break">
              {t('home.account-number', { number: format.account(data.accountId) })}
            </span>
          </>
        }
        width="wide"
      >
        <div class="columns">
          <div>
            <Owed {...props} />
            {data.lastBill && <LastBill {...props} bill={data.lastBill} />}
            {data.lastPayment && <LastPayment {...props} payment={data.lastPayment} />}
          </div>
          <div>
            {data.openTasks.length > 0 && <OpenRequests {...props} />}
            {data.usage && <UsageAtAGlance {...props} usage={data.usage} />}
          </div>
        </div>
      </Page>
    )
  },
})
