import { Button } from '@porchlight/ui/button.tsx'
import { Card } from '@porchlight/ui/card.tsx'
import { FormActions } from '@porchlight/ui/form-actions.tsx'
import { Notice } from '@porchlight/ui/notice.tsx'
import { Page } from '@porchlight/ui/page.tsx'
import { Section } from '@porchlight/ui/section.tsx'
import { StatusBadge } from '@porchlight/ui/status-badge.tsx'
import { form } from '../../app/form.ts'
import { Guarded } from '../../app/guarded.tsx'
import { type PageProps, page } from '../../app/page.ts'
import { NoBankAccount } from '../bank-accounts/no-bank-account.tsx'
import type { AutopayData } from './autopay-data.ts'
import { AutopayForm } from './autopay-form.tsx'

const path = '/accounts/:accountId/autopay'

/** Whether bills are paid automatically, what comes next, and the forms that set it up, change it and stop it. */
export const autopayPage = page<AutopayData>({
  path,
  title: 'autopay.title',
  section: 'programs',
  parent: '/accounts/:accountId/programs',
  load: (client, { params }) => client.readAutopay({ params: { accountId: params.accountId } }),
  View: (props) => {
    const { data, t } = props
    const { state, problem, endedBy, bankAccounts, current } = data
    const mayBegin = problem === null && (current === null || current.isOwn)
    return (
      <Page heading={t('autopay.title')} lead={t('autopay.lead')}>
        {state === 'off' && endedBy && <Notice tone="warning">{t(`autopay.ended.${endedBy}`)}</Notice>}
        {current?.pausedBecause && (
          <Notice tone="warning">
            {t('autopay.paused', { reason: current.pausedBecause.replaceAll('-', '_') })}
          </Notice>
        )}
        {problem && <Notice tone="warning">{t(`autopay.problem.${problem}`)}</Notice>}
        <Standing {...props} />
        <Runs {...props} />
        {mayBegin && bankAccounts.length === 0 && (
          <NoBankAccount accountId={data.accountId} t={t} text={t('autopay.no-bank-account')} />
        )}
        {mayBegin && bankAccounts.length > 0 && <AutopayForm {...props} />}
        {state !== 'off' && <Stop {...props} />}
      </Page>
    )
  },
})

/** What is set up now, in sentences. */
function Standing({ data, t, format }: PageProps<AutopayData>) {
  const { state, current, currency } = data
  const isPaused = Boolean(current?.pausedBecause)
  const badge = state === 'off' ? 'owed.autopay.off' : isPaused ? 'autopay.state.paused' : 'owed.autopay.on'
  return (
    <Card
      id="standing"
      heading={t(`autopay.state.${isPaused ? 'paused' : state}`)}
      actions={
        <StatusBadge tone={state === 'off' ? 'neutral' : isPaused ? 'warning' : 'success'}>
          {t(badge)}
        </StatusBadge>
      }
    >
      {state === 'elsewhere' && <p>{t('autopay.elsewhere')}</p>}
      {state === 'off' && <p>{t('autopay.off')}</p>}
      {current && (
        <>
          <p>
            {current.dayOfMonth === null
              ? t('autopay.on.due-date', { bankAccount: current.bankAccount })
              : t('autopay.on.day', { bankAccount: current.bankAccount, day: current.dayOfMonth })}
          </p>
          {current.limitCents !== null && (
            <p>{t('autopay.on.limit', { limit: format.money(current.limitCents, currency) })}</p>
          )}
          {!current.isOwn && <p>{t('autopay.of-another')}</p>}
        </>
      )}
    </Card>
  )
}

/** What autopay does about the last bills. One that it holds has the question; a planned one can be left out. */
function Runs(props: PageProps<AutopayData>) {
  const { data, t, format } = props
  if (data.runs.length === 0) return null
  return (
    <Section id="runs" heading={t('autopay.runs')}>
      <ul class="plain-list">
        {data.runs.map((run) => (
          <li key={run.autopayRunId} id={`run-${run.autopayRunId}`}>
            <StatusBadge
              tone={run.state === 'held' ? 'warning' : run.state === 'ordered' ? 'success' : 'neutral'}
            >
              {t(`autopay.run.${run.state}`)}
            </StatusBadge>{' '}
            {t('autopay.run.line', {
              amount: format.money(run.amountCents, data.currency),
              day: format.date(run.payOn, 'medium'),
            })}{' '}
            {run.taskId !== null && (
              <a href={`/accounts/${data.accountId}/bank-payments/${run.taskId}`}>
                {t('autopay.run.payment')}
              </a>
            )}
            {run.state === 'held' && <p>{t('autopay.run.held-text')}</p>}
            <Decide {...props} run={run} />
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Decide(props: PageProps<AutopayData> & { run: AutopayData['runs'][number] }) {
  const { data, t, formToken, run } = props
  if (data.current === null || (run.state !== 'held' && run.state !== 'planned')) return null
  const choices = run.state === 'held' ? (['pay', 'skip'] as const) : (['skip'] as const)
  return (
    <Guarded
      {...props}
      id={`decide-${run.autopayRunId}`}
      decision={data.may['autopay:decide']}
      label={t('autopay.run.skip')}
    >
      <form method="post" action={`/accounts/${data.accountId}/autopay/runs/${run.autopayRunId}`}>
        <input type="hidden" name="_token" value={formToken} />
        <FormActions>
          {choices.map((decision) => (
            <Button
              key={decision}
              variant={decision === 'pay' ? 'primary' : 'secondary'}
              name="decision"
              value={decision}
            >
              {t(`autopay.run.${decision}`)}
            </Button>
          ))}
        </FormActions>
      </form>
    </Guarded>
  )
}

function Stop(props: PageProps<AutopayData>) {
  const { data, t, formToken } = props
  return (
    <Section id="stop" heading={t('autopay.stop')}>
      <p>{t('autopay.stop.text')}</p>
      <Guarded {...props} id="stop-autopay" decision={data.may['autopay:stop']} label={t('autopay.stop')}>
        <form method="post" action={`/accounts/${data.accountId}/autopay/stop`}>
          <input type="hidden" name="_token" value={formToken} />
          <input type="hidden" name="version" value={data.version} />
          <FormActions>
            <Button variant="danger">{t('autopay.stop')}</Button>
          </FormActions>
        </form>
      </Guarded>
    </Section>
  )
}

export const stopAutopayForm = form<'stopAutopay'>({
  path: `${path}/stop`,
  pagePath: path,
  endpoint: 'stopAutopay',
  toInput: (sent, { params: { accountId } }) => ({
    params: { accountId },
    body: { version: sent.number('version') },
  }),
  done: (_, { params }) => ({ location: `/accounts/${params.accountId}/autopay`, notice: 'autopay-stopped' }),
})

export const decideAutopayForm = form<'decideAutopayRun'>({
  path: `${path}/runs/:autopayRunId`,
  pagePath: path,
  endpoint: 'decideAutopayRun',
  toInput: (sent, { params: { accountId, autopayRunId } }) => ({
    params: { accountId, autopayRunId },
    body: { decision: sent.text('decision') as 'pay' },
  }),
  done: ({ state }, { params }) => ({
    location: `/accounts/${params.accountId}/autopay`,
    notice: state === 'planned' ? 'autopay-pays' : 'autopay-skips',
  }),
})
