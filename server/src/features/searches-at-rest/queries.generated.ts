// Made by `npm run types` from the migrated database. Not to be edited.

export type RestSearch = {
  params: { deskSessionId: number | null; csrId: string | null; ip: string | null; correlationId: string | null; families: string | null; termsHash: string | null; hits: number | null }
  row: { restSearch: unknown }
}
