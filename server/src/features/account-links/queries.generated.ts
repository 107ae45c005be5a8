// Made by `npm run types` from the migrated database. Not to be edited.

export type LinkAccount = {
  params: { accountId: number | null; postalCode: string | null }
  row: { outcome: string; role: string | null; isPersonAdded: boolean | null; isFinanciallyResponsible: boolean | null }
}
