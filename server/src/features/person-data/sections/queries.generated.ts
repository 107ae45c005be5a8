// Made by `npm run types` from the migrated database. Not to be edited.

export type PersonAccounts = {
  params: { personId: number | null; after: string | null; limit: number | null }
  row: { key: string; row: unknown }
}

export type PersonAgreements = {
  params: { personId: number | null; after: string | null; limit: number | null }
  row: { key: string; row: unknown }
}

export type PersonAutopay = {
  params: { personId: number | null; after: string | null; limit: number | null }
  row: { key: string; row: unknown }
}

export type PersonAutopayBills = {
  params: { personId: number | null; after: string | null; limit: number | null }
  row: { key: string; row: unknown }
}

export type PersonBankAccounts = {
  params: { personId: number | null; after: string | null; limit: number | null }
  row: { key: string; row: unknown }
}

export type PersonBankTransfers = {
  params: { personId: number | null; after: string | null; limit: number | null }
  row: { key: string; row: unknown }
}

export type PersonBills = {
  params: { personId: number | null; after: string | null; limit: number | null }
  row: { key: string; row: unknown }
}

export type PersonCallers = {
  params: { personId: number | null; after: string | null; limit: number | null }
  row: { key: string; row: unknown }
}

export type PersonContactNotes = {
  params: { personId: number | null; after: string | null; limit: number | null }
  row: { key: string; row: unknown }
}

export type PersonContacts = {
  params: { personId: number | null; after: string | null; limit: number | null }
  row: { key: string; row: unknown }
}

export type PersonDataGrants = {
  params: { personId: number | null; after: string | null; limit: number | null }
  row: { key: string; row: unknown }
}

export type PersonDeliveries = {
  params: { personId: number | null; after: string | null; limit: number | null }
  row: { key: string; row: unknown }
}

export type PersonDevices = {
  params: { personId: number | null; after: string | null; limit: number | null }
  row: { key: string; row: unknown }
}

export type PersonIdentifiers = {
  params: { personId: number | null; after: string | null; limit: number | null }
  row: { key: string; row: unknown }
}

export type PersonLinkNews = {
  params: { personId: number | null; after: string | null; limit: number | null }
  row: { key: string; row: unknown }
}

export type PersonLinks = {
  params: { personId: number | null; after: string | null; limit: number | null }
  row: { key: string; row: unknown }
}

export type PersonMailedKeys = {
  params: { personId: number | null; after: string | null; limit: number | null }
  row: { key: string; row: unknown }
}

export type PersonMessages = {
  params: { personId: number | null; after: string | null; limit: number | null }
  row: { key: string; row: unknown }
}

export type PersonNames = {
  params: { personId: number | null; after: string | null; limit: number | null }
  row: { key: string; row: unknown }
}

export type PersonOpenings = {
  params: { personId: number | null; after: string | null; limit: number | null }
  row: { key: string; row: unknown }
}

export type PersonPayments = {
  params: { personId: number | null; after: string | null; limit: number | null }
  row: { key: string; row: unknown }
}

export type PersonPreferences = {
  params: { personId: number | null; after: string | null; limit: number | null }
  row: { key: string; row: unknown }
}

export type PersonPrograms = {
  params: { personId: number | null; after: string | null; limit: number | null }
  row: { key: string; row: unknown }
}

export type PersonProtectedOpenings = {
  params: { personId: number | null; after: string | null; limit: number | null }
  row: { key: string; row: unknown }
}

export type PersonProtections = {
  params: { personId: number | null; after: string | null; limit: number | null }
  row: { key: string; row: unknown }
}

export type PersonRecord = {
  params: { personId: number | null; after: string | null; limit: number | null }
  row: { key: string; row: unknown }
}

export type PersonRow = {
  params: { personId: number | null; after: string | null; limit: number | null }
  row: { key: string; row: unknown }
}

export type PersonSessions = {
  params: { personId: number | null; after: string | null; limit: number | null }
  row: { key: string; row: unknown }
}

export type PersonSupportVisits = {
  params: { personId: number | null; after: string | null; limit: number | null }
  row: { key: string; row: unknown }
}

export type PersonTasks = {
  params: { personId: number | null; after: string | null; limit: number | null }
  row: { key: string; row: unknown }
}

export type PersonToDos = {
  params: { personId: number | null; after: string | null; limit: number | null }
  row: { key: string; row: unknown }
}

export type PersonUnlinks = {
  params: { personId: number | null; after: string | null; limit: number | null }
  row: { key: string; row: unknown }
}

export type PersonUsage = {
  params: { personId: number | null; after: string | null; limit: number | null }
  row: { key: string; row: unknown }
}

export type PersonUsagePeriods = {
  params: { personId: number | null; after: string | null; limit: number | null }
  row: { key: string; row: unknown }
}

export type PersonWebUsers = {
  params: { personId: number | null; after: string | null; limit: number | null }
  row: { key: string; row: unknown }
}

export type PersonWithheld = {
  params: { personId: number | null; after: string | null; limit: number | null }
  row: { key: string; row: unknown }
}
