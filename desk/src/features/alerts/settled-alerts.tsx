import { Field } from '@porchlight/ui/field.tsx'
import { Section } from '@porchlight/ui/section.tsx'
import { useState } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { FilterForm } from '#app/filter-form.tsx'
import { Instant } from '#app/instant.tsx'
import { OlderRows } from '#app/older-rows.tsx'
import { usePages } from '#app/use-pages.ts'
import { WorkTable } from '#app/work-table.tsx'
import { useAlertColumns } from './alert-columns.tsx'

/** Lists settled alerts: who settled them, when, and with what result. */
export function SettledAlerts() {
  const { t } = useDesk()
  const { told, account } = useAlertColumns()
  const [csrId, setCsrId] = useState('')
  const pages = usePages(
    `settled alerts ${csrId}`,
    'alert:view',
    async (client, before) => {
      const body = { ...(csrId && { csrId }), ...(before && { before }) }
      const { alerts, nextBefore } = await client.querySettledAlerts({ body })
      return { rows: alerts, nextBefore }
    },
    (row) => row.toDoId,
  )
  return (
    <Section id="settled-alerts" heading={t('alerts.settled-list')}>
      <FilterForm onSubmit={(form) => setCsrId(String(form.get('csrId') ?? '').trim())}>
        <Field name="csrId" id="settled-csr" label={t('alerts.about')} autocomplete="off" />
      </FilterForm>
      <OlderRows pages={pages}>
        {(rows) => (
          <WorkTable
            id="settled-alerts-table"
            caption={t('alerts.settled-caption')}
            captionHidden
            rows={rows}
            rowKey={(row) => row.toDoId}
            empty={t('alerts.settled-none')}
            columns={[
              ...told,
              account,
              {
                key: 'settled-at',
                header: t('alerts.settled-at'),
                cell: (row) => <Instant at={row.settledAt} />,
              },
              { key: 'settled-by', header: t('alerts.settled-by'), cell: (row) => row.settledBy ?? '' },
              { key: 'reason', header: t('ask.reason'), wrap: true, cell: (row) => row.reason ?? '' },
            ]}
          />
        )}
      </OlderRows>
    </Section>
  )
}
