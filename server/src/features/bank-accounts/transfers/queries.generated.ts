// Made by `npm run types` from the migrated database. Not to be edited.

export type ClaimBankTransfers = {
  params: { purpose: string | null; most: number | null }
  row: { bankTransferId: number; taskId: number; bankAccountId: number; amountCents: number; currency: string; bankKey: string; attempts: number; kind: string; routingNumber: string; numberEncrypted: Uint8Array | null }
}

export type EndBankTransfer = {
  params: { state: string | null; bankReference: string | null; bankReason: string | null; bankTransferId: number | null }
  row: { bankTransferId: number }
}
