// Made by `npm run types` from the migrated database. Not to be edited.

export type BannerTexts = {
  params: { locale: string | null; masqueradeId: string | null }
  row: { banner: unknown; tooltip: unknown; csrLocale: string }
}

export type LinkedAccounts = {
  params: { webUserId: number | null }
  row: { accountId: number; nickname: string; role: string; isClosed: boolean; isHolder: boolean; address: string }
}

export type LiveSupportVisits = {
  params: {  }
  row: { masqueradeId: string; accountId: number; mode: string; startedAt: Date }
}

export type RequestsToDecide = {
  params: {  }
  row: { taskId: number; accountId: number; userName: string; displayName: string | null }
}

export type WaitingLinks = {
  params: { webUserId: number | null }
  row: { count: number }
}
