import { feature } from '../../feature.ts'
import { bankAccountsHandlers } from './handlers.ts'
import { sendDeposits } from './send-deposits.ts'
import * as taskTypes from './task-types.ts'

export const bankAccounts = feature({ handlers: bankAccountsHandlers, taskTypes, jobs: [sendDeposits] })
