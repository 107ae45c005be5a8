// Made by `npm run types` from the migrated database. Not to be edited.

export type BannerTexts = {
  params: { locale: string | null }
  row: { banner: unknown; tooltip: unknown }
}

export type LinkedAccounts = {
  params: { webUserId: number | null }
  row: { accountId: number; nickname: string; role: string; isClosed: boolean; address: string }
}
