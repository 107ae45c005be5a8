export { MaskedAccount } from './masked-account.ts'
export { usableBankAccounts } from './queries.ts'
