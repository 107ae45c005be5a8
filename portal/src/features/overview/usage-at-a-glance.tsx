import { Card } from '@porchlight/ui/card.tsx'
import { changeValues } from '../../app/change.ts'
import type { PageProps } from '../../app/page.ts'
import type { OverviewData } from '../../app/response-types.ts'
import { usageAddress } from '../usage/usage-address.ts'
import { UsageChart } from '../usage/usage-chart.tsx'

type Props = PageProps<OverviewData> & { usage: NonNullable<OverviewData['usage']> }

/** Returns whether more was used than a year before, as a sentence and as bars. */
export function UsageAtAGlance({ data, usage, t, format }: Props) {
  const address = usageAddress(String(data.accountId), usage)
  const service = t(`service.${usage.serviceType}`)
  const title = t('glance.title', { service, count: usage.months.length })
  const change =
    usage.changePercent === null
      ? t('usage.change.none')
      : t('usage.change', changeValues(usage.changePercent, format))
  return (
    <Card id="usage" heading={title} actions={<a href={address({})}>{t('glance.more')}</a>}>
      <p>{change}</p>
      <UsageChart
        id="usage-chart"
        title={title}
        description={change}
        unit={usage.unit}
        periods={usage.months}
        t={t}
        format={format}
      />
    </Card>
  )
}
