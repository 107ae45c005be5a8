// Made by `npm run types` from the migrated database. Not to be edited.

export type ClaimMessages = {
  params: { medium: string | null; isQuiet: boolean | null; most: number | null; claimedFor: string | null }
  row: { messageId: number; recipient: string; subject: string; body: string; attempts: number; createdAt: Date; keyNonce: string | null; stops: string | null; isKeyOver: boolean; codeNonce: string | null }
}

export type DeleteOldMessages = {
  params: {  }
  row: object
}

export type DropMessage = {
  params: { messageId: number | null }
  row: object
}

export type GiveUpMessage = {
  params: { failure: string | null; messageId: number | null }
  row: { taskId: number | null; accountId: number | null }
}

export type HelpPhone = {
  params: { locale: string | null }
  row: { value: unknown }
}

export type InsertNoticeText = {
  params: { recipient: string | null; subject: string | null; body: string | null; template: string | null; mailedKeyId: number | null }
  row: { pgNotify: unknown }
}

export type InsertOutgoingMessage = {
  params: { recipient: string | null; subject: string | null; body: string | null; template: string | null; aboutTaskId: number | null; mailedKeyId: number | null }
  row: { pgNotify: unknown }
}

export type InsertReadOutMessage = {
  params: { medium: string | null; recipient: string | null; subject: string | null; body: string | null; readOutCodeId: number | null }
  row: { pgNotify: unknown }
}

export type MarkMessageSent = {
  params: { messageId: number | null }
  row: object
}

export type PostponeMessage = {
  params: { waitMs: number | null; messageId: number | null }
  row: object
}

export type QuietHours = {
  params: { timeZone: string | null }
  row: { hour: number; from: unknown; until: unknown }
}
