import { type AlertOutcome, alertOutcomes } from '@porchlight/contract/alert-choices.ts'
import { Field } from '@porchlight/ui/field.tsx'
import { Section } from '@porchlight/ui/section.tsx'
import { SelectField } from '@porchlight/ui/select-field.tsx'
import { useState } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { FilterForm } from '#app/filter-form.tsx'
import { Instant } from '#app/instant.tsx'
import { capital } from '#app/messages.ts'
import { OlderRows } from '#app/older-rows.tsx'
import { usePages } from '#app/use-pages.ts'
import { WorkTable } from '#app/work-table.tsx'
import { useAlertColumns } from './alert-columns.tsx'

/** Lists settled alerts: who settled them, when, and with what result. */
export function SettledAlerts() {
  const { t, word } = useDesk()
  const { told, account, age } = useAlertColumns()
  const [csrId, setCsrId] = useState('')
  const [outcome, setOutcome] = useState<AlertOutcome | undefined>()
  const pages = usePages(
    `settled alerts ${csrId} ${outcome}`,
    'alert:view',
    async (client, before) => {
      const body = {
        state: 'settled' as const,
        ...(csrId && { csrId }),
        ...(outcome && { outcome }),
        ...(before && { before }),
      }
      const { alerts, nextBefore } = await client.queryAlerts({ body })
      return { rows: alerts, nextBefore }
    },
    (row) => row.toDoId,
  )
  return (
    <Section id="settled-alerts" heading={t('alerts.settled-list')}>
      <FilterForm
        onSubmit={(form) => {
          setCsrId(String(form.get('csrId') ?? '').trim())
          setOutcome(alertOutcomes.find((one) => one === form.get('outcome')))
        }}
      >
        <Field name="csrId" id="settled-csr" label={t('alerts.about')} autocomplete="off" />
        <SelectField
          name="outcome"
          id="settled-outcome"
          label={t('alerts.outcome')}
          options={[
            { value: '', label: t('tasks.any') },
            ...alertOutcomes.map((value) => ({ value, label: capital(word('alert-outcome', value)) })),
          ]}
        />
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
              { ...age, header: t('alerts.outcome') },
              {
                key: 'settled-at',
                header: t('alerts.settled-at'),
                cell: ({ settledAt }) => settledAt && <Instant at={settledAt} />,
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
