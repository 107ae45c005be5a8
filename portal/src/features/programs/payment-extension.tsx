import { form } from '../../app/form.ts'
import { page } from '../../app/page.ts'
import { formOf, inputOf, ProgramBody, type ProgramsData, type ProgramView, shared } from './program-view.tsx'
import { ProgressSoFar } from './progress.tsx'

export const paymentExtensionView: ProgramView = {
  name: 'payment-extension',
  of: 'paymentExtension',
  agreed: ({ data: { paymentExtension, currency }, t, format }) => {
    const { terms } = paymentExtension
    if (!terms) return undefined
    const amount = format.money(terms.amountCents, currency)
    return t('program.extension.agreed', { amount, date: format.date(terms.untilOn) })
  },
}

/** More time to pay: the new date and the conditions, before anything is agreed. */
export const paymentExtensionPage = page<ProgramsData>({
  ...shared,
  path: '/accounts/:accountId/programs/payment-extension',
  title: 'program.payment-extension',
  View: (props) => {
    const { data, t, format } = props
    const { state, offer, whyNot } = data.paymentExtension
    const { agreement, progress } = offer
    return (
      <ProgramBody
        {...props}
        view={paymentExtensionView}
        fields={
          agreement &&
          state !== 'active' && (
            <>
              <input type="hidden" name="on" value={agreement.on} />
              <input type="hidden" name="amountCents" value={agreement.amountCents} />
            </>
          )
        }
      >
        {progress && <ProgressSoFar {...props} progress={progress} />}
        <ul>
          {agreement && whyNot.length === 0 && (
            <li>
              {t('program.extension.new-date', {
                amount: format.money(agreement.amountCents, data.currency),
                date: format.date(agreement.on),
              })}
            </li>
          )}
          <li>{t('program.extension.in-full')}</li>
          <li>{t('program.extension.breaks', { months: offer.monthsAfterBroken })}</li>
          <li>{t('program.extension.per-year', { count: offer.perYear })}</li>
          <li>{t('program.cost.none')}</li>
        </ul>
      </ProgramBody>
    )
  },
})

export const changePaymentExtensionForm = form<'changePaymentExtension'>({
  ...formOf('payment-extension'),
  endpoint: 'changePaymentExtension',
  toInput: (sent, where) =>
    inputOf(sent, where, () => ({ on: sent.text('on'), amountCents: sent.number('amountCents') })),
})
