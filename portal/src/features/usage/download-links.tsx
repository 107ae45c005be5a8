import type { PageProps } from '../../app/page.ts'
import type { UsageData } from '../../app/response-types.ts'

type Props = Pick<PageProps<unknown>, 't' | 'where'> & {
  chosen: NonNullable<UsageData['chosen']>
  may: UsageData['may']
  /** First and last month of the file. */
  from: string
  until: string
}

/** The links that save what is shown as a file; in a masquerade that may not, nothing. */
export function DownloadLinks({ chosen, may, from, until, t, where }: Props) {
  if (may['usage:download'] !== 'ok') return null
  const { servicePointId } = chosen
  const href = (format: string) =>
    `/accounts/${where.params.accountId}/usage/download.${format}?${new URLSearchParams({ servicePointId: String(servicePointId), from, until })}`
  return (
    <div class="downloads">
      <h3>{t('usage.download')}</h3>
      <ul class="service-points">
        {(['xml', 'csv'] as const).map((format) => (
          <li key={format}>
            <a href={href(format)} download>
              {t(`usage.download.${format}`)}
            </a>
          </li>
        ))}
      </ul>
      <p class="muted">{t('usage.download.text')}</p>
    </div>
  )
}
