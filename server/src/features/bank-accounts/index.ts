export { MaskedAccount } from './masked-account.ts'
export { usableBankAccount, usableBankAccounts } from './queries.ts'
export { type SentTransfer, sendTransfers } from './transfers/send-transfers.ts'
