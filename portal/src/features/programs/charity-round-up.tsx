import { form } from '../../app/form.ts'
import { page } from '../../app/page.ts'
import { formOf, inputOf, ProgramBody, type ProgramsData, type ProgramView, shared } from './program-view.tsx'

export const charityRoundUpView: ProgramView = { name: 'charity-round-up', of: 'charityRoundUp' }

/** Each bill is rounded up to a whole amount. Says what that would have come to in the last year. */
export const charityRoundUpPage = page<ProgramsData>({
  ...shared,
  path: '/accounts/:accountId/programs/charity-round-up',
  title: 'program.charity-round-up',
  View: (props) => {
    const { data, t, format } = props
    const { charity, lastBillCents, lastRoundUpCents, yearRoundUpCents, bills } = data.charityRoundUp.offer
    const money = (cents: number) => format.money(cents, data.currency)
    return (
      <ProgramBody {...props} view={charityRoundUpView}>
        <ul>
          <li>{t('program.charity.goes-to', { charity })}</li>
          {lastBillCents !== null && lastRoundUpCents !== null && (
            <li>
              {t('program.charity.last', {
                bill: money(lastBillCents),
                rounded: money(lastBillCents + lastRoundUpCents),
                added: money(lastRoundUpCents),
              })}
            </li>
          )}
          {bills > 1 && <li>{t('program.charity.year', { bills, added: money(yearRoundUpCents) })}</li>}
          <li>{t('program.charity.most')}</li>
        </ul>
      </ProgramBody>
    )
  },
})

export const changeCharityRoundUpForm = form<'changeCharityRoundUp'>({
  ...formOf('charity-round-up'),
  endpoint: 'changeCharityRoundUp',
  toInput: (sent, where) => inputOf(sent, where, () => ({})),
})
