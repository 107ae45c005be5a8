import { Button } from '@porchlight/ui/button.tsx'
import { SelectField } from '@porchlight/ui/select-field.tsx'
import type { PageProps } from '../../app/page.ts'
import type { UsageData } from '../../app/response-types.ts'

type Props = Pick<PageProps<unknown>, 't' | 'where'> & {
  servicePoints: UsageData['servicePoints']
  chosen: NonNullable<UsageData['chosen']>
}

/** Up to this number, links are quicker to scan than a list. */
const MOST_LINKS = 4

/**
 * Renders the choice of the service that the page is about: links for a few services, a list for many, a line for one. An
 * address that all services share is shown once.
 */
export function ServicePointChoice({ servicePoints, chosen, t, where }: Props) {
  const path = `/accounts/${where.params.accountId}/usage`
  const name = (point: UsageData['servicePoints'][number]) => t(`service.${point.serviceType}`)
  const [only, second] = servicePoints
  if (only && !second)
    return (
      <p class="service-points">
        <strong>{name(only)}</strong> <span>{only.address}</span>
      </p>
    )
  if (servicePoints.length > MOST_LINKS)
    return (
      <form class="service-points-form" action={path}>
        <SelectField
          name="servicePointId"
          label={t('usage.service')}
          value={String(chosen.servicePointId)}
          options={servicePoints.map((point) => ({
            value: String(point.servicePointId),
            label: `${name(point)} · ${point.address}`,
          }))}
        />
        <Button>{t('usage.show')}</Button>
      </form>
    )
  const isOnePlace = servicePoints.every((point) => point.address === only?.address)
  return (
    <nav aria-label={t('usage.service')} class="services">
      {isOnePlace && <p class="muted">{only?.address}</p>}
      <ul class="service-points">
        {servicePoints.map((point) => (
          <li key={point.servicePointId}>
            <a
              href={`${path}?servicePointId=${point.servicePointId}`}
              aria-current={point.servicePointId === chosen.servicePointId ? 'page' : undefined}
            >
              <strong>{name(point)}</strong> {!isOnePlace && <span>{point.address}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
