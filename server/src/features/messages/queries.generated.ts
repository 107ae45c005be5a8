// Made by `npm run types` from the migrated database. Not to be edited.

export type InsertOutgoingMessage = {
  params: { recipient: string | null; subject: string | null; body: string | null; taskId: number | null; mailedKeyId: number | null }
  row: { pgNotify: unknown }
}
