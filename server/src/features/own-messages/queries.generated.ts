// Made by `npm run types` from the migrated database. Not to be edited.

export type OwnMessages = {
  params: {  }
  row: { messageId: number; template: string; subject: string; accountId: number | null; createdAt: Date; isRead: boolean }
}

export type ReadOwnMessages = {
  params: { tokenHash: Uint8Array | null; upToId: number | null }
  row: { marked: number }
}
