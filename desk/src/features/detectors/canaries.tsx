import { Field } from '@porchlight/ui/field.tsx'
import { Section } from '@porchlight/ui/section.tsx'
import { useState } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { Instant } from '#app/instant.tsx'
import { WorkTable } from '#app/work-table.tsx'
import { AskButton } from './ask-button.tsx'
import type { Detectors } from './detectors.ts'

/** Customers whom nobody has a reason to open, and the field that marks another. */
export function Canaries({ detectors, onDone }: { detectors: Detectors; onDone: () => void }) {
  const { t, format, client } = useDesk()
  const [typed, setTyped] = useState('')
  const canaryAccountId = Number(typed.replace(/[\s-]/g, ''))
  return (
    <Section id="canaries" heading={t('detectors.canaries')}>
      <p>{t('detectors.canaries.what')}</p>
      <div class="filters">
        <Field
          name="canary"
          id="canary"
          label={t('account.number')}
          inputmode="numeric"
          autocomplete="off"
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <AskButton
          subject="mark-canary"
          label={t('detectors.canaries.mark')}
          title={t('detectors.canaries.mark')}
          what={t('detectors.canaries.mark.what')}
          done={t('detectors.canaries.marked')}
          perform={(reason) => client.markCanary({ body: { canaryAccountId, reason } })}
          onDone={() => {
            setTyped('')
            onDone()
          }}
        />
      </div>
      <WorkTable
        id="canaries-table"
        caption={t('table-of', { name: t('detectors.canaries') })}
        captionHidden
        rows={detectors.canaries}
        rowKey={(row) => row.canaryId}
        empty={t('detectors.canaries.none')}
        columns={[
          { key: 'account', header: t('account.number'), cell: (row) => format.account(row.accountId) },
          { key: 'by', header: t('detectors.canaries.by'), cell: (row) => row.markedBy },
          { key: 'at', header: t('contacts.at'), cell: (row) => <Instant at={row.markedAt} /> },
          {
            key: 'openings',
            header: t('detectors.canaries.alerts'),
            cell: (row) => format.number(row.openings),
          },
          {
            key: 'end',
            header: t('detectors.canaries.end'),
            headerHidden: true,
            cell: ({ canaryId, accountId }) => (
              <AskButton
                subject={`end-canary ${canaryId}`}
                label={t('detectors.canaries.end')}
                title={t('detectors.canaries.end-named', { number: format.account(accountId) })}
                what={t('detectors.canaries.end.what')}
                done={t('detectors.canaries.ended')}
                perform={(reason) => client.endCanary({ body: { canaryId, reason } })}
                onDone={onDone}
              />
            ),
          },
        ]}
      />
    </Section>
  )
}
