import type { Client } from '@porchlight/contract/client.ts'
import { DescriptionList } from '@porchlight/ui/description-list.tsx'
import { knownKey } from '../../app/messages.ts'
import type { PageProps } from '../../app/page.ts'
import { NotAskedFor } from './not-asked-for.tsx'
import { visitFacts } from './support-visit.tsx'

type Visit = Awaited<ReturnType<Client['listAccess']>>['supportVisits'][number]

/** One line for a visit that has ended: when, why and how many changes. It opens to everything that is known of the visit. */
export function VisitLine(props: PageProps<unknown> & { visit: Visit }) {
  const { visit, t, format } = props
  const why = t(knownKey(`access.purpose.${visit.purposeKind}`, 'access.purpose.other'))
  return (
    <details>
      <summary id={`visit-${visit.masqueradeId}`}>
        {t('access.visit.line', {
          when: format.instant(visit.startedAt),
          why,
          changes: visit.changed.length,
        })}
      </summary>
      <DescriptionList items={visitFacts(props)} />
      <NotAskedFor {...props} />
    </details>
  )
}
