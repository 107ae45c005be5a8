import { feature } from '../../feature.ts'
import { changeHandlers } from './change.ts'
import { makeHandlers } from './make.ts'
import { makeBankPayments } from './make-payments.ts'
import { readHandlers } from './read.ts'
import { readBankReturns } from './read-returns.ts'
import { reconcileBank } from './reconcile.ts'
import * as taskTypes from './task-types.ts'

export const bankPayments = feature({
  handlers: { ...readHandlers, ...makeHandlers, ...changeHandlers },
  taskTypes,
  jobs: [makeBankPayments, readBankReturns, reconcileBank],
})
