// Made by `npm run types` from the migrated database. Not to be edited.

export type BoundSearch = {
  params: {  }
  row: { mode: string | null; timeOut: string | null }
}

export type CountWords = {
  params: {  }
  row: { counted: unknown }
}
