import type { HandlersOf } from '#pipeline/handler.ts'
import { answers } from '#policy/decide.ts'
import { feature } from '../../feature.ts'
import { changing, standingFor } from './change-program.ts'
import { endPrograms } from './end-programs.ts'
import { budgetBilling } from './kinds/budget-billing.ts'
import { charityRoundUp } from './kinds/charity-round-up.ts'
import { paperless } from './kinds/paperless.ts'
import { paymentArrangement } from './kinds/payment-arrangement.ts'
import { paymentExtension } from './kinds/payment-extension.ts'
import { preferredDueDate } from './kinds/preferred-due-date.ts'
import { standingIn } from './program.ts'
import { switchPaperless } from './queries.ts'
import { settleBudgets } from './settle-budgets.ts'
import * as taskTypes from './task-types.ts'

const handlers: HandlersOf<
  | 'readPrograms'
  | 'changePaperless'
  | 'changePreferredDueDate'
  | 'changePaymentExtension'
  | 'changePaymentArrangement'
  | 'changeBudgetBilling'
  | 'changeCharityRoundUp'
> = {
  readPrograms: async (_, context) => {
    const { grant, subject } = context
    const on = await standingFor(context)
    return {
      accountId: on.accountId,
      currency: on.currency,
      today: on.today,
      paperless: standingIn(paperless, on),
      preferredDueDate: standingIn(preferredDueDate, on),
      paymentExtension: standingIn(paymentExtension, on),
      paymentArrangement: standingIn(paymentArrangement, on),
      budgetBilling: standingIn(budgetBilling, on),
      charityRoundUp: standingIn(charityRoundUp, on),
      may: answers(grant.actor, subject, 'program:change'),
    }
  },
  changePaperless: changing(paperless, ({ sql, grant }, isOn) => switchPaperless(sql, grant, { isOn })),
  changePreferredDueDate: changing(preferredDueDate),
  changePaymentExtension: changing(paymentExtension),
  changePaymentArrangement: changing(paymentArrangement),
  changeBudgetBilling: changing(budgetBilling),
  changeCharityRoundUp: changing(charityRoundUp),
}

export const programs = feature({ handlers, taskTypes, jobs: [endPrograms, settleBudgets] })
