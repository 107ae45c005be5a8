// Made by `npm run types` from the migrated database. Not to be edited.

export type BankAccountForChange = {
  params: { bankAccountId: number | null; webUserId: number | null }
  row: { version: number; maskedNumber: string; nickname: string; isDefault: boolean; wrongTries: number; taskId: number; state: string }
}

export type BankAccountOfAccount = {
  params: { accountId: number | null }
  row: { currency: string; isCashOnly: boolean }
}

export type BankAccountUses = {
  params: { bankAccountId: number | null }
  row: { use: string }
}

export type CancelWaitingDeposits = {
  params: { bankAccountId: number | null }
  row: object
}

export type ClearDefaultBankAccount = {
  params: { webUserId: number | null; bankAccountId: number | null }
  row: object
}

export type CountWrongDeposits = {
  params: { bankAccountId: number | null }
  row: { wrongTries: number }
}

export type DepositsOf = {
  params: { bankAccountId: number | null }
  row: { amountCents: number }
}

export type HasDefaultBankAccount = {
  params: { webUserId: number | null }
  row: { isThere: boolean }
}

export type InsertBankAccount = {
  params: { webUserId: number | null; taskId: number | null; kind: string | null; routingNumber: string | null; numberEncrypted: Uint8Array | null; numberHash: Uint8Array | null; maskedNumber: string | null; nickname: string | null }
  row: { bankAccountId: number }
}

export type OrderDeposits = {
  params: { bankAccountId: number | null; taskId: number | null; currency: string | null; cents: number[] | null }
  row: object
}

export type OwnBankAccounts = {
  params: { webUserId: number | null }
  row: { bankAccountId: number; version: number; maskedNumber: string; kind: string; nickname: string; isDefault: boolean; state: string; bankReason: string | null; addedAt: Date; wrongTries: number; verifyBefore: Date | null; areDepositsSent: boolean }
}

export type RefuseBankAccount = {
  params: { reason: string | null; bankAccountId: number | null }
  row: object
}

export type RemoveBankAccount = {
  params: { bankAccountId: number | null }
  row: object
}

export type SameBankAccounts = {
  params: { hashes: Uint8Array[] | null; webUserId: number | null }
  row: { all: number; isKnown: boolean; waiting: number }
}

export type UpdateBankAccount = {
  params: { nickname: string | null; isDefault: boolean | null; bankAccountId: number | null }
  row: { version: number }
}

export type UsableBankAccount = {
  params: { bankAccountId: number | null; webUserId: number | null }
  row: { maskedNumber: string }
}

export type UsableBankAccounts = {
  params: { webUserId: number | null }
  row: { bankAccountId: number; maskedNumber: string; kind: string; nickname: string; isDefault: boolean }
}

export type UsesOfBankAccounts = {
  params: { bankAccountIds: number[] | null }
  row: { bankAccountId: number; use: string; accountId: number; on: string | null }
}

export type VerifyBankAccount = {
  params: { isDefault: boolean | null; bankAccountId: number | null }
  row: object
}
