import { feature } from '../../feature.ts'
import { cancelCardPayments } from './cancel-card-payments.ts'
import { paymentsHandlers } from './handlers.ts'

export const payments = feature({
  handlers: paymentsHandlers,
  jobs: [cancelCardPayments],
})
