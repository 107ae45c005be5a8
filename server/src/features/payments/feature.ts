import { feature } from '../../feature.ts'
import { askPaymentPage } from './ask-provider.ts'
import { cancelCardPayments } from './cancel-card-payments.ts'
import { paymentsHandlers } from './handlers.ts'
import { preparePayment } from './prepare-payment.ts'
import { reconcileCards } from './reconcile.ts'
import * as taskTypes from './task-types.ts'
import { webhook } from './webhook-door.ts'

export const payments = feature({
  handlers: paymentsHandlers,
  signedPaths: [webhook],
  taskTypes,
  preparable: { startCardPayment: preparePayment },
  jobs: [cancelCardPayments, askPaymentPage, reconcileCards],
})
