// Made by `npm run types` from the migrated database. Not to be edited.

export type InsertMailingAddress = {
  params: { accountId: number | null; line1: string | null; line2: string | null; city: string | null; region: string | null; postalCode: string | null; country: string | null }
  row: { version: number }
}

export type MailingAddressForChange = {
  params: { accountId: number | null }
  row: { line1: string; line2: string; city: string; region: string; postalCode: string; country: string; version: number }
}

export type OwnAddressForChange = {
  params: { accountId: number | null }
  row: { line1: string; line2: string; city: string; region: string; postalCode: string; country: string; version: number }
}

export type StandingMailingAddress = {
  params: { accountId: number | null }
  row: { line1: string; line2: string; city: string; region: string; postalCode: string; country: string; version: number }
}

export type UpdateMailingAddress = {
  params: { line1: string | null; line2: string | null; city: string | null; region: string | null; postalCode: string | null; country: string | null; accountId: number | null }
  row: { version: number }
}

export type UpdateOwnAddress = {
  params: { line1: string | null; line2: string | null; city: string | null; region: string | null; postalCode: string | null; country: string | null; accountId: number | null }
  row: { version: number }
}
