import { Section } from '@porchlight/ui/section.tsx'
import { StatusBadge } from '@porchlight/ui/status-badge.tsx'
import { AnswerView } from '#app/answer-view.tsx'
import { useDesk } from '#app/desk-context.ts'
import { Instant } from '#app/instant.tsx'
import { href } from '#app/routes.ts'
import { Screen } from '#app/screen.tsx'
import { useAnswer } from '#app/use-answer.ts'
import { laterView } from '#app/view.ts'
import { WorkTable } from '#app/work-table.tsx'
import { SeverityBadge } from '../alerts/alert-badges.tsx'
import { Canaries } from './canaries.tsx'
import type { Detectors } from './detectors.ts'
import { Mutes } from './mutes.tsx'
import { OwnDetails } from './own-details.tsx'

/** Lists the detectors of unexplained access, with their settings, mutes, canaries and the staff's own details. */
function DetectorsScreen() {
  const { t, refusedFor } = useDesk()
  const loaded = useAnswer('detectors', 'detector:view', (client) => client.readDetectors())
  return (
    <Screen lead={t('detectors.lead')}>
      {!refusedFor('settings:view') && (
        <p>
          <a href={href({ name: 'settings' })}>{t('detectors.settings')}</a>
        </p>
      )}
      <AnswerView loaded={loaded} lines={8}>
        {(detectors) => (
          <>
            <DetectorTable rows={detectors.detectors} />
            <Canaries detectors={detectors} onDone={loaded.reload} />
            <Mutes detectors={detectors} onDone={loaded.reload} />
            <OwnDetails detectors={detectors} onDone={loaded.reload} />
          </>
        )}
      </AnswerView>
    </Screen>
  )
}

export const detectorsView = laterView('detectors', DetectorsScreen)

function DetectorTable({ rows }: { rows: Detectors['detectors'] }) {
  const { t, word, format } = useDesk()
  const textOf = (value: unknown) => {
    if (!Array.isArray(value)) return String(value)
    return value.length === 0 ? t('detectors.value.none') : format.list(value.map(String))
  }
  return (
    <Section id="detectors" heading={t('detectors.list')}>
      <WorkTable
        id="detector-table"
        caption={t('table-of', { name: t('detectors.list') })}
        captionHidden
        rows={rows}
        rowKey={(row) => row.detector}
        columns={[
          {
            key: 'name',
            header: t('detectors.detector'),
            rowHeader: true,
            wrap: true,
            cell: ({ detector }) => word('alert', detector),
          },
          {
            key: 'on',
            header: t('detectors.state'),
            cell: ({ isOn }) => (
              <StatusBadge tone={isOn ? 'success' : 'neutral'}>
                {t(isOn ? 'detectors.on' : 'detectors.off')}
              </StatusBadge>
            ),
          },
          {
            key: 'severity',
            header: t('alerts.severity'),
            cell: ({ severity }) => <SeverityBadge severity={severity} />,
          },
          {
            key: 'settings',
            header: t('detectors.values'),
            wrap: true,
            cell: ({ settings }) =>
              settings.map(({ setting, value }) => (
                <p key={setting}>
                  {t('detectors.value', {
                    name: word('setting', setting),
                    value: textOf(value),
                  })}
                </p>
              )),
          },
          { key: 'ran', header: t('detectors.ran'), cell: ({ ranAt }) => ranAt && <Instant at={ranAt} /> },
          {
            key: 'raised',
            header: t('detectors.raised'),
            cell: ({ raised, falseAlarms }) =>
              t('detectors.raised.count', { count: raised, falseAlarms: format.number(falseAlarms) }),
          },
        ]}
      />
    </Section>
  )
}
