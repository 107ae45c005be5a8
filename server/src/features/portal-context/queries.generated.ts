// Made by `npm run types` from the migrated database. Not to be edited.

export type BannerTexts = {
  params: { locale: string | null; masqueradeId: string | null }
  row: { banner: unknown; tooltip: unknown; csrLocale: string }
}

export type FrameNews = {
  params: { webUserId: number | null }
  row: { accounts: unknown; linkRequests: unknown; waitingLinks: number; supportVisits: unknown; supportCodes: number; preparedChanges: number; unreadMessages: number; heldAutopays: number[] }
}
