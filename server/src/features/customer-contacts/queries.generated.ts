// Made by `npm run types` from the migrated database. Not to be edited.

export type AccountIsThere = {
  params: { accountId: number | null }
  row: { isThere: boolean }
}

export type ContactKinds = {
  params: {  }
  row: { kinds: unknown }
}

export type ContactsFound = {
  params: { accountId: number | null; before: number | null; contactClass: string | null; contactType: string | null; madeBy: string | null; csrId: string | null; text: string | null; from: string | null; timeZone: string | null; to: string | null }
  row: { customerContactId: number; at: Date; contactClass: string; contactType: string; note: string; madeBy: string; csrId: string | null; taskId: number | null; masqueradeId: string | null }
}

export type InsertCustomerContact = {
  params: { accountId: number | null; contactClass: string | null; contactType: string | null; note: string | null; csrId: string | null; masqueradeId: string | null; draftId: string | null }
  row: { customerContactId: number }
}

export type NoteOfDraft = {
  params: { draftId: string | null; csrId: string | null; accountId: number | null; note: string | null }
  row: { customerContactId: number }
}

export type OwnMasquerade = {
  params: { masqueradeId: string | null; csrId: string | null; accountId: number | null }
  row: { masqueradeId: string }
}
