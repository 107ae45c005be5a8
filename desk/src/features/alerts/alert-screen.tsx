import { Card } from '@porchlight/ui/card.tsx'
import { DescriptionList } from '@porchlight/ui/description-list.tsx'
import { LinkButton } from '@porchlight/ui/link-button.tsx'
import { Section } from '@porchlight/ui/section.tsx'
import { AnswerView } from '#app/answer-view.tsx'
import { useDesk } from '#app/desk-context.ts'
import { Instant } from '#app/instant.tsx'
import { useLive } from '#app/live/use-live.ts'
import { capital } from '#app/messages.ts'
import { href } from '#app/routes.ts'
import { Screen } from '#app/screen.tsx'
import { useAnswer } from '#app/use-answer.ts'
import { laterView } from '#app/view.ts'
import { WorkTable } from '#app/work-table.tsx'
import { CsrRecordLink } from '../record-lists/record-links.tsx'
import type { OneAlert } from './alert.ts'
import { AgeBadge, SeverityBadge } from './alert-badges.tsx'
import { AlertWork } from './alert-work.tsx'
import { useFindingText } from './finding-text.tsx'

/** One alert: what happened, where to look, who works on it, and what became of it. */
function AlertScreen({ toDoId }: { toDoId: number }) {
  const { t } = useDesk()
  const loaded = useAnswer(`alert ${toDoId}`, 'alert:view', (client) =>
    client.readAlert({ params: { toDoId } }),
  )
  useLive(
    { kinds: ['alert'], otherwise: 'when-seen-again' },
    () => loaded.answer.state === 'ready' && loaded.refresh(),
  )
  return (
    <Screen>
      <AnswerView loaded={loaded} lines={8} whereGone={t('retention.gone')}>
        {(alert) => (
          <>
            <Facts alert={alert} />
            {alert.settledAt === null && <AlertWork alert={alert} onDone={loaded.reload} />}
            <History alert={alert} />
          </>
        )}
      </AnswerView>
    </Screen>
  )
}

export const alertView = laterView('alert', AlertScreen)

function Facts({ alert }: { alert: OneAlert }) {
  const { t, word, format } = useDesk()
  const textOf = useFindingText()
  const { csrId, csrName, accountId, finding, recordAt, ownerName, isMuted } = alert
  const links = [
    accountId !== null && {
      to: href({ name: 'record', accountId }),
      text: t('alerts.record', { number: format.account(accountId) }),
    },
    accountId !== null && {
      to: href({ name: 'account', accountId }),
      text: t('alerts.account', { number: format.account(accountId) }),
    },
    csrId === null && { to: href({ name: 'record-proof' }), text: t('record-proof.title') },
  ].filter((link) => link !== false)
  return (
    <Card id="alert-facts" heading={textOf(alert)}>
      <DescriptionList
        items={[
          { label: t('alerts.severity'), value: <SeverityBadge severity={alert.severity} /> },
          {
            label: t(alert.settledAt === null ? 'alerts.age.column' : 'alerts.outcome'),
            value: <AgeBadge alert={alert} />,
          },
          { label: t('alerts.raised'), value: <Instant at={alert.at} /> },
          ...(csrId === null
            ? []
            : [
                {
                  label: t('alerts.about'),
                  value: <CsrRecordLink csrId={csrId}>{`${csrName} (${csrId})`}</CsrRecordLink>,
                },
              ]),
          ...(alert.reasonKind === null
            ? []
            : [
                {
                  label: t('task.reason'),
                  value: `${capital(word('further-reason', alert.reasonKind))}: ${alert.reference}`,
                },
              ]),
          ...(finding && finding.times > 1
            ? [
                {
                  label: t('alerts.times.label'),
                  value: (
                    <>
                      {t('alerts.times', { count: finding.times })} <Instant at={finding.lastAt} />
                    </>
                  ),
                },
              ]
            : []),
          ...(recordAt === null
            ? []
            : [{ label: t('alerts.in-record'), value: <Instant at={recordAt} hasSeconds /> }]),
          { label: t('alerts.owner'), value: ownerName ?? t('alerts.owner.none') },
          ...(alert.reason === null ? [] : [{ label: t('ask.reason'), value: alert.reason }]),
          ...(isMuted ? [{ label: t('alerts.muted'), value: t('alerts.muted.what') }] : []),
          ...(links.length === 0
            ? []
            : [
                {
                  label: t('alerts.look'),
                  value: (
                    <div class="form-actions">
                      {links.map(({ to, text }) => (
                        <LinkButton key={to} href={to}>
                          {text}
                        </LinkButton>
                      ))}
                    </div>
                  ),
                },
              ]),
        ]}
      />
    </Card>
  )
}

function History({ alert: { steps } }: { alert: OneAlert }) {
  const { t, word } = useDesk()
  return (
    <Section id="alert-history" heading={t('alerts.history')}>
      <WorkTable
        id="alert-steps"
        caption={t('table-of', { name: t('alerts.history') })}
        captionHidden
        rows={steps.map((step, index) => ({ ...step, index }))}
        rowKey={(row) => row.index}
        empty={t('alerts.history.none')}
        columns={[
          { key: 'at', header: t('contacts.at'), cell: ({ at }) => <Instant at={at} /> },
          { key: 'step', header: t('alerts.step'), cell: (row) => capital(word('alert-step', row.step)) },
          { key: 'by', header: t('alerts.by'), cell: (row) => row.byName },
          { key: 'to', header: t('alerts.to'), cell: (row) => row.toName ?? '' },
        ]}
      />
    </Section>
  )
}
