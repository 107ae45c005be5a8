import type { Client } from '@porchlight/contract/client.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { Card } from '@porchlight/ui/card.tsx'
import { DescriptionList } from '@porchlight/ui/description-list.tsx'
import { StatusBadge } from '@porchlight/ui/status-badge.tsx'
import type { ComponentChildren } from 'preact'
import { Guarded } from '../../app/guarded.tsx'
import { knownKey } from '../../app/messages.ts'
import type { PageProps } from '../../app/page.ts'
import { detailsInWords } from '../requests/details-in-words.ts'
import { NotAskedFor } from './not-asked-for.tsx'

type Visit = Awaited<ReturnType<Client['listAccess']>>['supportVisits'][number]

/** One visit of "our support": when, how long, why, what was looked at, what was changed. A live one can be ended here. */
export function SupportVisit(props: PageProps<unknown> & { visit: Visit }) {
  const { visit, t, format, formToken } = props
  const headingId = `visit-${visit.masqueradeId}`
  return (
    <Card
      level={3}
      tone={visit.isLive ? 'accent' : 'plain'}
      heading={<span id={headingId}>{t('access.visit', { when: format.instant(visit.startedAt) })}</span>}
      actions={
        <StatusBadge tone={visit.isLive ? 'warning' : 'neutral'}>
          {t(visit.isLive ? 'access.visit.live' : 'access.visit.ended')}
        </StatusBadge>
      }
    >
      <DescriptionList items={visitFacts(props)} />
      {visit.isLive && (
        <Guarded
          {...props}
          id={`end-${visit.masqueradeId}`}
          decision={visit.may['support-visit:end']}
          label={t('access.visit.end')}
        >
          <form method="post" action={`/access/support-visits/${visit.masqueradeId}/end`}>
            <input type="hidden" name="_token" value={formToken} />
            <Button variant="danger" aria-describedby={headingId}>
              {t('access.visit.end')}
            </Button>
          </form>
        </Guarded>
      )}
      <NotAskedFor {...props} />
    </Card>
  )
}

/** Says that nothing was changed; for a live visit that can still change something, that nothing was changed so far. */
function nothingChanged({ isLive, mode }: Visit) {
  if (isLive) return 'access.visit.nothing-yet'
  return mode === 'act' ? 'access.visit.nothing' : 'access.visit.read-only'
}

/** Returns when, why and how support was in the portal, what it viewed, and each value that it changed. */
export function visitFacts({ visit, t, format }: PageProps<unknown> & { visit: Visit }) {
  const minutes =
    visit.endedAt && Math.round((Date.parse(visit.endedAt) - Date.parse(visit.startedAt)) / 60_000)
  const looked = visit.read.map((action) => t(knownKey(`access.read.${action}`, 'access.read.other')))
  return [
    {
      label: t('access.visit.account'),
      value: <span class="no-break">{format.account(visit.accountId)}</span>,
    },
    {
      label: t('access.visit.how-long'),
      value:
        minutes === null
          ? t('access.visit.not-over')
          : t('access.visit.minutes', { minutes: Math.max(1, Number(minutes)) }),
    },
    {
      label: t('access.visit.why'),
      value: t(knownKey(`access.purpose.${visit.purposeKind}`, 'access.purpose.other')),
    },
    {
      label: t('access.visit.caller'),
      value: t(`access.visit.caller.${visit.callerGrade}`),
    },
    {
      label: t('access.visit.read'),
      value: <Lines lines={[...new Set(looked)]} otherwise={t('access.visit.nothing')} />,
    },
    {
      label: t('access.visit.changed'),
      value: (
        <Lines
          lines={visit.changed.map((change) => <Change {...{ change, t, format }} />)}
          otherwise={t(nothingChanged(visit))}
        />
      ),
    },
  ]
}

/** What was changed and when, and each value with what it was before. */
function Change({
  change,
  t,
  format,
}: Pick<PageProps<unknown>, 't' | 'format'> & { change: Visit['changed'][number] }) {
  const { taskType, at, amountCents, currency, details } = change
  const values = detailsInWords(details, { t, format })
  const amount =
    amountCents !== null && currency !== null
      ? [{ label: t('request.amount'), value: format.money(amountCents, currency), before: undefined }]
      : []
  return (
    <>
      {t('access.visit.change', {
        what: t(knownKey(`task-type.${taskType}`, 'task-type.other')),
        when: format.instant(at),
      })}
      {amount.length + values.length > 0 && (
        <ul class="changed-values">
          {[...amount, ...values].map(({ label, value, before }) => (
            <li key={label}>
              {t('access.visit.value', { label, value })}
              {before !== undefined && (
                <>
                  {' '}
                  <small>({before})</small>
                </>
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function Lines({ lines, otherwise }: { lines: readonly ComponentChildren[]; otherwise: string }) {
  if (lines.length === 0) return <>{otherwise}</>
  return (
    <ul class="plain-list">
      {lines.map((line, i) => (
        <li key={i}>{line}</li>
      ))}
    </ul>
  )
}
