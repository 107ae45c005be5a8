// Made by `npm run types` from the migrated database. Not to be edited.

export type ClaimLinkNews = {
  params: { most: number | null }
  row: { news: string; accountId: number; webUserId: number; taskId: number; userName: string; email: string; locale: string; displayName: string | null; isBySupport: boolean; role: string | null }
}

export type DeleteOldLinkNews = {
  params: {  }
  row: object
}

export type HoldersToTell = {
  params: { accountId: number | null; webUserId: number | null }
  row: { webUserId: number; email: string; locale: string; displayName: string | null }
}

export type InsertRemovalKey = {
  params: { webUserId: number | null; email: string | null; nonce: string | null; keyHash: Uint8Array | null; taskId: number | null }
  row: { mailedKeyId: number }
}

export type LinkRequestOfKey = {
  params: { keyHash: Uint8Array | null }
  row: { taskId: number; accountId: number; webUserId: number; userName: string; state: string }
}

export type MakeLinkAsHolder = {
  params: { taskId: number | null }
  row: { failure: string | null }
}

export type MakeRequestedLinks = {
  params: { taskIds: number[] | null }
  row: { taskId: number; failure: string | null }
}

export type MayRequestLink = {
  params: { accountId: number | null; postalCode: string | null; isCrowded: boolean | null }
  row: { outcome: string; hasHolder: boolean }
}

export type OwnLinkRequests = {
  params: { webUserId: number | null }
  row: { taskId: number; accountId: number; state: string; version: number; createdAt: Date; updatedAt: Date; expiresAt: Date | null; isFinal: boolean }
}

export type PeopleOfAccount = {
  params: { accountId: number | null }
  row: { webUserId: number; userName: string; displayName: string | null; role: string; isHolder: boolean; isSelf: boolean; isRemovable: boolean }
}

export type PeopleToTakeOff = {
  params: { accountId: number | null; webUserId: number | null }
  row: { guestId: number; userName: string; displayName: string | null }
}

export type TakeOffAccount = {
  params: { accountId: number | null; guestId: number | null; taskId: number | null }
  row: { userName: string; isPersonRemoved: boolean }
}

export type TakeOffKeyHolder = {
  params: { keyHash: Uint8Array | null }
  row: { webUserId: number; userName: string; email: string; locale: string; personId: number; displayName: string | null; seenAs: string | null }
}

export type WaitingLinkRequests = {
  params: {  }
  row: { taskId: number; accountId: number; version: number; userName: string; displayName: string | null; askedAt: Date; expiresAt: Date | null; csrId: string | null; preparedByCsrId: string | null }
}
