import { Card } from '@porchlight/ui/card.tsx'
import { DescriptionList } from '@porchlight/ui/description-list.tsx'
import { StatusBadge } from '@porchlight/ui/status-badge.tsx'
import { useDesk } from '#app/desk-context.ts'
import { Instant } from '#app/instant.tsx'
import type { RecordProof } from './record-proof.ts'

/** Seconds after which an entry that is not sealed is late: the alert of the operators begins there too. */
const lateSeconds = 10

/** Size, newest checkpoint and lag of the record. */
export function StateCard({ proof }: { proof: RecordProof }) {
  const { t, format } = useDesk()
  const { size, checkpoint, cosignatures, origin, unsealedSince, at } = proof
  const lag = unsealedSince === null ? 0 : (Date.parse(at) - Date.parse(unsealedSince)) / 1_000
  return (
    <Card id="record-state" heading={t('record-proof.state')}>
      <DescriptionList
        items={[
          { label: t('record-proof.size'), value: format.number(size) },
          {
            label: t('record-proof.lag'),
            value:
              lag > lateSeconds ? (
                <StatusBadge tone="warning">
                  {t('record-proof.lag.late', { seconds: Math.round(lag) })}
                </StatusBadge>
              ) : (
                <StatusBadge tone="success">{t('record-proof.lag.none')}</StatusBadge>
              ),
          },
          {
            label: t('record-proof.checkpoint'),
            value: checkpoint ? (
              <>
                <Instant at={checkpoint.madeAt} hasSeconds />
                <div>{t('record-proof.checkpoint.of', { size: checkpoint.size })}</div>
              </>
            ) : (
              t('record-proof.checkpoint.none')
            ),
          },
          {
            label: t('record-proof.signed-by'),
            value: checkpoint?.keys.length
              ? checkpoint.keys.map((key) => <code key={key}>{key}</code>)
              : t('record-proof.unsigned'),
          },
          ...cosignatures.map((one) => ({
            label: t('record-proof.witnessed-by'),
            value: (
              <>
                <code>{one.witness}</code>
                <div>
                  <Instant at={one.at} hasSeconds />
                </div>
                <div>{t('record-proof.checkpoint.of', { size: one.size })}</div>
              </>
            ),
          })),
          ...(checkpoint ? [{ label: t('record-proof.root'), value: <code>{checkpoint.root}</code> }] : []),
          { label: t('record-proof.origin'), value: origin },
        ]}
      />
    </Card>
  )
}
