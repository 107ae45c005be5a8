import { Button } from '@porchlight/ui/button.tsx'
import { Section } from '@porchlight/ui/section.tsx'
import { useRef, useState } from 'preact/hooks'
import { AskFirst } from '#app/ask-first.tsx'
import { useDesk } from '#app/desk-context.ts'
import type { Sent } from '#app/drafts/draft-form.tsx'
import { Instant } from '#app/instant.tsx'
import { MapForm } from '#app/map-form.tsx'
import { tell } from '#app/news.ts'
import { WorkTable } from '#app/work-table.tsx'
import type { Mapping, Provisioning } from './provisioning.ts'

type Props = { provisioning: Provisioning; onChanged: () => void }
type Asked = Pick<Mapping, 'providerGroup' | 'csrGroup' | 'csrGroupName' | 'people'> & { isMapped: boolean }

/** Which group of the provider gives which of ours, and the form that maps another one. */
export function Mappings({ provisioning, onChanged }: Props) {
  const { t, client } = useDesk()
  const { mappings, unmapped, csrGroups, may } = provisioning
  const [asked, setAsked] = useState<Asked>()
  const sent = useRef<Sent>(undefined)
  const mayChange = may['provisioning:change'] === 'ok'
  const change = async ({ providerGroup, csrGroup, csrGroupName, isMapped }: Asked, reason: string) => {
    const { affected } = await client.changeGroupMapping({
      body: { providerGroup, csrGroup, isMapped, reason },
    })
    if (isMapped) sent.current?.saved()
    const what = isMapped ? 'provisioning.mapped' : 'provisioning.unmapped'
    tell(t(what, { providerGroup, group: csrGroupName, count: affected }), 'success')
  }
  return (
    <Section id="group-mappings" heading={t('provisioning.mappings')}>
      <p class="quiet">{t('provisioning.mappings.lead')}</p>
      <WorkTable
        id="group-mappings-table"
        caption={t('provisioning.mappings.caption')}
        captionHidden
        rows={mappings}
        rowKey={(row) => `${row.providerGroup} ${row.csrGroup}`}
        empty={t('provisioning.mappings.none')}
        columns={[
          {
            key: 'provider',
            header: t('provisioning.provider-group'),
            rowHeader: true,
            wrap: true,
            cell: (row) => row.providerGroup,
          },
          { key: 'group', header: t('provisioning.csr-group'), cell: (row) => row.csrGroupName },
          { key: 'people', header: t('provisioning.people'), cell: (row) => row.people },
          {
            key: 'by',
            header: t('provisioning.by'),
            cell: (row) => row.mappedBy ?? t('provisioning.by-command'),
          },
          { key: 'at', header: t('provisioning.mapped-at'), cell: (row) => <Instant at={row.mappedAt} /> },
          {
            key: 'unmap',
            header: t('provisioning.unmap'),
            headerHidden: true,
            cell: (row) =>
              mayChange && (
                <Button
                  aria-label={t('provisioning.unmap-named', {
                    providerGroup: row.providerGroup,
                    group: row.csrGroupName,
                  })}
                  onClick={() => setAsked({ ...row, isMapped: false })}
                >
                  {t('provisioning.unmap')}
                </Button>
              ),
          },
        ]}
      />
      {unmapped.length > 0 && (
        <details class="history">
          <summary>{t('provisioning.unmapped-groups', { count: unmapped.length })}</summary>
          <ul>
            {unmapped.map(({ providerGroup, people }) => (
              <li key={providerGroup}>
                {t('provisioning.unmapped-group', { providerGroup, count: people })}
              </li>
            ))}
          </ul>
        </details>
      )}
      {mayChange && (
        <MapForm
          subject="group mapping"
          title={t('provisioning.map')}
          from={{
            name: 'providerGroup',
            id: 'provider-group',
            label: t('provisioning.provider-group'),
            hint: t('provisioning.provider-group.hint'),
            maxLength: 300,
          }}
          to={{
            name: 'csrGroup',
            id: 'csr-group',
            label: t('provisioning.csr-group'),
            options: csrGroups.map(({ csrGroup, name }) => ({ value: csrGroup, label: name })),
          }}
          onAsk={(providerGroup, { value: csrGroup, label: csrGroupName }, by) => {
            sent.current = by
            const people = unmapped.find((group) => group.providerGroup === providerGroup)?.people ?? 0
            setAsked({ providerGroup, csrGroup, csrGroupName, people, isMapped: true })
          }}
        />
      )}
      {asked && (
        <AskFirst
          subject={`map ${asked.providerGroup} ${asked.csrGroup} ${asked.isMapped}`}
          title={t(asked.isMapped ? 'provisioning.map-named' : 'provisioning.unmap-named', {
            providerGroup: asked.providerGroup,
            group: asked.csrGroupName,
          })}
          action="provisioning:change"
          perform={(reason) => change(asked, reason)}
          onDone={() => {
            setAsked(undefined)
            onChanged()
          }}
          onCancel={() => setAsked(undefined)}
        >
          <p>
            {t(asked.isMapped ? 'provisioning.map.what' : 'provisioning.unmap.what', {
              count: asked.people,
              group: asked.csrGroupName,
            })}
          </p>
        </AskFirst>
      )}
    </Section>
  )
}
