// Made by `npm run types` from the migrated database. Not to be edited.

export type ChangeSecondFactor = {
  params: { tokenHash: Uint8Array | null; verifiedHash: string | null; sealed: Uint8Array | null; step: number | null; recoveryHashes: Uint8Array[] | null; recoveryNonce: string | null }
  row: { isChanged: boolean }
}

export type OwnSecondFactor = {
  params: { tokenHash: Uint8Array | null }
  row: { since: Date | null; recoveryCodesLeft: number; shownNonce: string | null; changedAt: Date | null }
}

export type RenewRecoveryCodes = {
  params: { tokenHash: Uint8Array | null; verifiedHash: string | null; recoveryHashes: Uint8Array[] | null; recoveryNonce: string | null }
  row: { isChanged: boolean }
}

export type SecondFactorMode = {
  params: {  }
  row: { mode: unknown }
}
