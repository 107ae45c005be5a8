// Made by `npm run types` from the migrated database. Not to be edited.

export type BannerTexts = {
  params: { locale: string | null; masqueradeId: string | null }
  row: { banner: unknown; tooltip: unknown; csrLocale: string }
}

export type FrameNews = {
  params: { webUserId: number | null }
  row: { linkRequests: unknown; waitingLinks: number; supportVisits: unknown; supportCodes: number; preparedChanges: number; unreadMessages: number }
}

export type LinkedAccounts = {
  params: { webUserId: number | null }
  row: { accountId: number; nickname: string; role: string; isClosed: boolean; isHolder: boolean; address: string }
}
