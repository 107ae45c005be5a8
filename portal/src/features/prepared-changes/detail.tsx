import type { Client } from '@porchlight/contract/client.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { Card } from '@porchlight/ui/card.tsx'
import { DescriptionList } from '@porchlight/ui/description-list.tsx'
import { LinkButton } from '@porchlight/ui/link-button.tsx'
import { Notice, type NoticeTone } from '@porchlight/ui/notice.tsx'
import { Page } from '@porchlight/ui/page.tsx'
import { TextAreaField } from '@porchlight/ui/text-area-field.tsx'
import { Guarded } from '../../app/guarded.tsx'
import { type PageProps, page } from '../../app/page.ts'
import { fieldError, typedOr } from '../../app/refused-form.tsx'
import { ChangedValues } from './changed-values.tsx'
import { commandName } from './command-name.ts'
import { RefusedApproval } from './refused-approval.tsx'

export type ChangeData = Awaited<ReturnType<Client['readOwnPreparedChange']>>
type Props = PageProps<ChangeData>

const tones: Record<ChangeData['state'], NoticeTone> = {
  waiting: 'info',
  approved: 'success',
  declined: 'info',
  withdrawn: 'info',
  expired: 'warning',
}

/** One prepared change: exactly what changes, who prepared it and when, and the customer's decision. */
export const preparedChangePage = page<ChangeData>({
  path: '/prepared-changes/:taskId',
  title: 'prepared.title',
  section: 'access',
  parent: '/prepared-changes',
  load: (client, { params: { taskId } }) => client.readOwnPreparedChange({ params: { taskId } }),
  View: (props) => {
    const { data, t, format } = props
    const { state, note, changes, command } = data
    return (
      <Page heading={commandName(command, t)}>
        <RefusedApproval {...props} />
        <Notice tone={tones[state]} title={t(`prepared.${state}.title`)} actions={<MadePayment {...props} />}>
          {t(`prepared.${state}.text`)}
        </Notice>
        <Card id="what" heading={t('prepared.caption')}>
          <ChangedValues id="values" changes={changes} {...{ t, format }} locale={props.locale} />
        </Card>
        <Card id="who" heading={t('prepared.by')}>
          <DescriptionList items={factsOf(props)} />
          {note && (
            <>
              <h3>{t('prepared.note')}</h3>
              <p>{note}</p>
            </>
          )}
        </Card>
        {state === 'waiting' && <Decision {...props} />}
      </Page>
    )
  },
})

function factsOf({ data, t, format }: Props) {
  const { preparedBy, preparedAt, expiresAt, accountId, decidedAt, decisionReason, state } = data
  const line = (label: string, value: string | null) => (value ? [{ label, value }] : [])
  return [
    ...line(t('prepared.by'), preparedBy && t('prepared.by-name', { name: preparedBy })),
    { label: t('prepared.when'), value: format.instant(preparedAt) },
    { label: t('prepared.account'), value: <span class="no-break">{format.account(accountId)}</span> },
    ...line(t('prepared.until'), state === 'waiting' && expiresAt ? format.instant(expiresAt) : null),
    ...line(t('prepared.decided'), decidedAt && format.instant(decidedAt)),
    ...line(t('prepared.reason'), decisionReason),
  ]
}

/** Leads to the payment that the approval began. */
function MadePayment({ data, t }: Props) {
  const { command, state, madeTaskId, accountId } = data
  if (command !== 'startCardPayment' || state !== 'approved' || madeTaskId === null) return null
  return (
    <LinkButton href={`/accounts/${accountId}/payments/${madeTaskId}`}>
      {t('prepared.approved.payment')}
    </LinkButton>
  )
}

/** The two decisions. Each is a form that works without JavaScript. */
function Decision(props: Props) {
  const { data, t, formToken, problem } = props
  const { taskId, version, command, may } = data
  const isPayment = command === 'startCardPayment'
  const { reason } = problem?.refusal ?? {}
  const isOver = reason === 'prepared-change-not-possible' || reason === 'version-conflict'
  const here = `/prepared-changes/${taskId}`
  return (
    <>
      {isPayment && <p>{t('prepared.approve-payment-text')}</p>}
      {!isOver && (
        <Guarded
          {...props}
          id="approve"
          decision={may['prepared-change:approve']}
          label={t('prepared.approve')}
        >
          <form method="post" action={`${here}/approve`} class="form-actions">
            <input type="hidden" name="_token" value={formToken} />
            <input type="hidden" name="version" value={String(version)} />
            <Answers {...props} />
            <Button variant="primary" aria-describedby="what-heading">
              {t(isPayment ? 'prepared.approve-payment' : 'prepared.approve')}
            </Button>
          </form>
        </Guarded>
      )}
      <Guarded
        {...props}
        id="decline"
        decision={may['prepared-change:decline']}
        label={t('prepared.decline-open')}
      >
        <details open={isOver || problem?.form.endsWith('/decline')}>
          <summary class="button button-secondary">{t('prepared.decline-open')}</summary>
          <form method="post" action={`${here}/decline`} class="form">
            <input type="hidden" name="_token" value={formToken} />
            <input type="hidden" name="version" value={String(version)} />
            <TextAreaField
              name="reason"
              label={t('prepared.decline-reason')}
              mark={t('form.optional')}
              rows={2}
              maxLength={500}
              defaultValue={typedOr(problem, 'reason', '')}
              error={fieldError(props, 'reason')}
            />
            <div class="form-actions">
              <Button variant="danger">{t('prepared.decline')}</Button>
            </div>
          </form>
        </details>
      </Guarded>
    </>
  )
}

/** The customer's answers to what the command asked when it was approved: the next approval sends them. */
function Answers({ data, problem }: Props) {
  const { reason, current } = problem?.refusal ?? {}
  const paymentId = (current as { paymentId?: number } | undefined)?.paymentId
  const typed = (name: string) => problem?.typed.get(name) ?? undefined
  const answers = {
    confirmedPaymentId: reason === 'payment-repeated' ? paymentId : typed('confirmedPaymentId'),
    confirmedAmountCents:
      reason === 'amount-over-balance' ? data.changes[0]?.after : typed('confirmedAmountCents'),
  }
  return (
    <>
      {Object.entries(answers).map(
        ([name, value]) => value && <input key={name} type="hidden" name={name} value={String(value)} />,
      )}
    </>
  )
}
