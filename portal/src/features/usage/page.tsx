import { EmptyState } from '@porchlight/ui/empty-state.tsx'
import { BackLink, Page } from '@porchlight/ui/page.tsx'
import { idIn, textIn } from '../../app/id-in.ts'
import { page } from '../../app/page.ts'
import type { UsageData } from '../../app/response-types.ts'
import { ChosenUsage } from './chosen-usage.tsx'
import { ServicePointChoice } from './service-point-choice.tsx'
import { usageAddress } from './usage-address.ts'

/** Month bars, or a month's day bars, of one service. */
export const usagePage = page<UsageData>({
  path: '/accounts/:accountId/usage',
  title: 'usage.title',
  section: 'usage',
  menu: [{ place: 'header', order: 3 }],
  load: (client, { params, query }) => {
    // An invalid month or number in the address is ignored.
    const month = (name: string) => textIn(query, name, /^(19|[2-8]\d)\d\d-(0[1-9]|1[0-2])$/)
    return client.readUsage({
      params: { accountId: params.accountId },
      query: { servicePointId: idIn(query, 'servicePointId'), month: month('month'), until: month('until') },
    })
  },
  View: (props) => {
    const { data, t, format, where } = props
    const { chosen, servicePoints } = data
    const months = usageAddress(where.params.accountId, chosen)
    return (
      <Page
        heading={
          chosen?.month ? t('usage.of-month', { month: format.month(chosen.month) }) : t('usage.title')
        }
        back={chosen?.month && <BackLink href={months({ until: chosen.until })}>{t('usage.back')}</BackLink>}
        width="wide"
      >
        {chosen && <ServicePointChoice {...props} servicePoints={servicePoints} chosen={chosen} />}
        {chosen && (chosen.newestReadingOn || chosen.billingPeriods.length > 0) ? (
          <ChosenUsage {...props} chosen={chosen} may={data.may} />
        ) : (
          <EmptyState icon="bolt" title={t('usage.empty.title')}>
            <p>{t(chosen ? 'usage.empty.text' : 'usage.empty.no-service')}</p>
          </EmptyState>
        )}
      </Page>
    )
  },
})
