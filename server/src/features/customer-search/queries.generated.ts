// Made by `npm run types` from the migrated database. Not to be edited.

export type BoundSearch = {
  params: { asksForTypes: boolean | null }
  row: { mode: string | null; timeOut: string | null; identifierTypes: string[] }
}

export type CountWords = {
  params: {  }
  row: { counted: unknown }
}
