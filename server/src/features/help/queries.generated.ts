// Made by `npm run types` from the migrated database. Not to be edited.

export type HelpSettings = {
  params: { settings: string[] | null; locales: string[] | null }
  row: { setting: string; locale: string; value: unknown }
}
