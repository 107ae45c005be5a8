import { Card } from '@porchlight/ui/card.tsx'
import { DescriptionList } from '@porchlight/ui/description-list.tsx'
import { StatusBadge } from '@porchlight/ui/status-badge.tsx'
import { useDesk } from '#app/desk-context.ts'
import { Instant } from '#app/instant.tsx'
import type { RecordProof } from './record-proof.ts'

/** Where the record streams to, how far the collector has confirmed it, and why it is behind. */
export function StreamCard({ stream }: Pick<RecordProof, 'stream'>) {
  const { t, format } = useDesk()
  return (
    <Card id="record-stream" heading={t('record-proof.stream')}>
      {stream ? (
        <DescriptionList
          items={[
            { label: t('record-proof.stream.collector'), value: stream.destination },
            { label: t('record-proof.stream.state'), value: <StreamState stream={stream} /> },
            { label: t('record-proof.stream.confirmed'), value: format.number(stream.nextIndex) },
            { label: t('record-proof.stream.waiting'), value: format.number(stream.waiting) },
            { label: t('record-proof.stream.sent-at'), value: <Instant at={stream.sentAt} hasSeconds /> },
            ...(stream.failure
              ? [
                  {
                    label: t('record-proof.stream.failure'),
                    value: (
                      <>
                        <Instant at={stream.failedAt} hasSeconds />
                        <div>{stream.failure}</div>
                      </>
                    ),
                  },
                  {
                    label: t('record-proof.stream.next-attempt'),
                    value: <Instant at={stream.nextAttemptAt} hasSeconds />,
                  },
                ]
              : []),
            {
              label: t('record-proof.stream.withheld'),
              value: t(
                stream.hasValues
                  ? 'record-proof.stream.withheld.nothing'
                  : 'record-proof.stream.withheld.values',
              ),
            },
          ]}
        />
      ) : (
        <p class="quiet">{t('record-proof.stream.none')}</p>
      )}
    </Card>
  )
}

function StreamState({ stream }: { stream: NonNullable<RecordProof['stream']> }) {
  const { t } = useDesk()
  if (!stream.isOn) return <StatusBadge tone="info">{t('record-proof.stream.off')}</StatusBadge>
  if (stream.failure) return <StatusBadge tone="warning">{t('record-proof.stream.failing')}</StatusBadge>
  return <StatusBadge tone="success">{t('record-proof.stream.on')}</StatusBadge>
}
