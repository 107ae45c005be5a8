import { Section } from '@porchlight/ui/section.tsx'
import { useDesk } from '#app/desk-context.ts'
import { Instant } from '#app/instant.tsx'
import { WorkTable } from '#app/work-table.tsx'
import { AskButton } from './ask-button.tsx'
import type { Detectors } from './detectors.ts'

/** Pairs of a CSR and a customer of which a detector raises no alert. */
export function Mutes({ detectors, onDone }: { detectors: Detectors; onDone: () => void }) {
  const { t, word, format, client } = useDesk()
  return (
    <Section id="mutes" heading={t('detectors.mutes')}>
      <WorkTable
        id="mutes-table"
        caption={t('table-of', { name: t('detectors.mutes') })}
        captionHidden
        rows={detectors.mutes}
        rowKey={(row) => row.detectorMuteId}
        empty={t('detectors.mutes.none')}
        columns={[
          {
            key: 'detector',
            header: t('detectors.detector'),
            wrap: true,
            cell: (row) => word('alert', row.detector),
          },
          { key: 'csr', header: t('alerts.about'), cell: (row) => `${row.csrName} (${row.csrId})` },
          { key: 'account', header: t('account.number'), cell: (row) => format.account(row.accountId) },
          { key: 'by', header: t('detectors.by'), cell: (row) => row.mutedBy },
          { key: 'at', header: t('contacts.at'), cell: (row) => <Instant at={row.mutedAt} /> },
          { key: 'reason', header: t('ask.reason'), wrap: true, cell: (row) => row.reason ?? '' },
          {
            key: 'end',
            header: t('detectors.mutes.end'),
            headerHidden: true,
            cell: ({ detectorMuteId, csrName, accountId }) => (
              <AskButton
                subject={`end-mute ${detectorMuteId}`}
                label={t('detectors.mutes.end')}
                title={t('detectors.mutes.end-named', { csrName, number: format.account(accountId) })}
                what={t('detectors.mutes.end.what')}
                done={t('detectors.mutes.ended')}
                perform={(reason) => client.endMute({ body: { detectorMuteId, reason } })}
                onDone={onDone}
              />
            ),
          },
        ]}
      />
    </Section>
  )
}
