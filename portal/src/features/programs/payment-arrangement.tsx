import { Amount } from '@porchlight/ui/amount.tsx'
import { DataTable } from '@porchlight/ui/data-table.tsx'
import { LinkButton } from '@porchlight/ui/link-button.tsx'
import { form } from '../../app/form.ts'
import { page } from '../../app/page.ts'
import {
  formOf,
  inputOf,
  ProgramBody,
  type ProgramsData,
  type ProgramsProps,
  type ProgramView,
  shared,
} from './program-view.tsx'
import { ProgressSoFar } from './progress.tsx'

export const paymentArrangementView: ProgramView = {
  name: 'payment-arrangement',
  of: 'paymentArrangement',
  agreed: ({ data: { paymentArrangement, currency }, t, format }) => {
    const parts = paymentArrangement.terms?.parts ?? []
    const total = parts.reduce((sum, { amountCents }) => sum + amountCents, 0)
    return t('program.arrangement.agreed', { count: parts.length, total: format.money(total, currency) })
  },
}

/** What is owed in installments. The links choose how many; each choice lists its dates and amounts, and their sum. */
export const paymentArrangementPage = page<ProgramsData>({
  ...shared,
  path: '/accounts/:accountId/programs/payment-arrangement',
  title: 'program.payment-arrangement',
  View: (props) => {
    const { data, t, where, problem } = props
    const { state, offer, terms, whyNot } = data.paymentArrangement
    const isOpen = state !== 'active' && whyNot.length === 0
    const wanted = Number(problem?.typed.get('parts') ?? where.query.get('parts') ?? 2)
    const plan = offer.plans.find(({ length }) => length === wanted) ?? offer.plans[0]
    const parts = terms?.parts ?? (isOpen ? plan : undefined)
    return (
      <ProgramBody
        {...props}
        view={paymentArrangementView}
        enroll={isOpen && plan ? t('program.arrangement.agree', { count: plan.length }) : undefined}
        fields={
          isOpen &&
          plan && (
            <>
              <input type="hidden" name="parts" value={plan.length} />
              <input type="hidden" name="totalCents" value={offer.totalCents} />
            </>
          )
        }
      >
        {offer.progress && <ProgressSoFar {...props} progress={offer.progress} />}
        {isOpen && <Choices {...props} chosen={plan?.length} />}
        {parts && <Parts {...props} parts={parts} />}
        <ul>
          <li>
            {t('program.arrangement.breaks', { days: offer.graceDays, months: offer.monthsAfterBroken })}
          </li>
          <li>{t('program.arrangement.new-bills')}</li>
          <li>{t('program.cost.none')}</li>
        </ul>
      </ProgramBody>
    )
  },
})

/** How many installments: a link for each number that is offered. */
function Choices({ data, t, chosen }: ProgramsProps & { chosen: number | undefined }) {
  const here = `/accounts/${data.accountId}/programs/payment-arrangement`
  return (
    <nav class="form-actions" aria-label={t('program.arrangement.how-many')}>
      {data.paymentArrangement.offer.plans.map(({ length }) => (
        <LinkButton
          key={length}
          href={`${here}?parts=${length}`}
          {...(length === chosen && { 'aria-current': 'true' as const })}
        >
          {t('program.arrangement.parts', { count: length })}
        </LinkButton>
      ))}
    </nav>
  )
}

type PartsProps = ProgramsProps & { parts: readonly { on: string; amountCents: number }[] }

/** Each installment with its date and amount, and their sum. */
function Parts({ parts, data, t, format }: PartsProps) {
  const money = (cents: number) => <Amount>{format.money(cents, data.currency)}</Amount>
  return (
    <DataTable
      id="parts"
      caption={t('program.arrangement.parts', { count: parts.length })}
      rows={parts.map((part, at) => ({ ...part, number: at + 1 }))}
      rowKey={({ number }) => number}
      columns={[
        {
          key: 'on',
          header: t('program.arrangement.on'),
          rowHeader: true,
          cell: ({ on }) => format.date(on),
        },
        {
          key: 'amount',
          header: t('program.arrangement.amount'),
          numeric: true,
          cell: ({ amountCents }) => money(amountCents),
        },
      ]}
      foot={
        <tr>
          <th scope="row">{t('program.arrangement.sum')}</th>
          <td class="numeric">{money(parts.reduce((sum, { amountCents }) => sum + amountCents, 0))}</td>
        </tr>
      }
    />
  )
}

export const changePaymentArrangementForm = form<'changePaymentArrangement'>({
  ...formOf('payment-arrangement'),
  endpoint: 'changePaymentArrangement',
  toInput: (sent, where) =>
    inputOf(sent, where, () => ({ parts: sent.number('parts'), totalCents: sent.number('totalCents') })),
})
