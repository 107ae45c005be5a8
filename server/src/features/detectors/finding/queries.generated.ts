// Made by `npm run types` from the migrated database. Not to be edited.

export type AfterHours = {
  params: { from: number | null; to: number | null; actions: string[] | null; timeZone: string | null; holidays: string[] | null; hours: unknown | null }
  row: { recordEntryId: number; at: Date; csrId: string; accountId: number; about: string; personId: number | null; facts: unknown }
}

export type CanaryOpened = {
  params: { from: number | null; to: number | null; actions: string[] | null }
  row: { recordEntryId: number; at: Date; csrId: string; accountId: number; about: string; personId: number | null; facts: unknown }
}

export type OwnAccount = {
  params: { from: number | null; to: number | null; actions: string[] | null }
  row: { recordEntryId: number; at: Date; csrId: string; accountId: number; about: string; personId: number | null; facts: unknown }
}

export type RepeatedLooks = {
  params: { from: number | null; to: number | null; actions: string[] | null; days: number | null; looks: number | null }
  row: { recordEntryId: number; at: Date; csrId: string; accountId: number; about: string; personId: number | null; facts: unknown }
}

export type SameAddress = {
  params: { from: number | null; to: number | null; actions: string[] | null; numbers: number | null }
  row: { recordEntryId: number; at: Date; csrId: string; accountId: number; about: string; personId: number | null; facts: unknown }
}

export type SameSurname = {
  params: { from: number | null; to: number | null; actions: string[] | null; most: number | null }
  row: { recordEntryId: number; at: Date; csrId: string; accountId: number; about: string; personId: number | null; facts: unknown }
}

export type UnexplainedOpening = {
  params: { from: number | null; to: number | null; actions: string[] | null; hours: number | null }
  row: { recordEntryId: number; at: Date; csrId: string; accountId: number; about: string; personId: number | null; facts: unknown }
}
