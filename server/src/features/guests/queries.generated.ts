// Made by `npm run types` from the migrated database. Not to be edited.

export type AcceptGuestInvitation = {
  params: { keyHash: Uint8Array | null }
  row: { outcome: string; invitationId: number | null; invitedAccountId: number | null; role: string | null }
}

export type AddGuestKey = {
  params: { taskId: number | null; nonce: string | null; keyHash: Uint8Array | null }
  row: { mailedKeyId: number | null }
}

export type ChangeGuestRole = {
  params: { accountId: number | null; guestId: number | null; seenRole: string | null; role: string | null; taskId: number | null }
  row: { isChanged: boolean }
}

export type GuestInvitations = {
  params: { accountId: number | null }
  row: { taskId: number; email: string; role: string; createdAt: Date; expiresAt: Date | null }
}

export type GuestRoles = {
  params: {  }
  row: { role: string }
}

export type HoldForLeaving = {
  params: { accountId: number | null }
  row: { outcome: string; role: string | null; isPersonRemoved: boolean | null }
}

export type InvitationOfKey = {
  params: { keyHash: Uint8Array | null }
  row: { accountId: number; role: string; email: string; inviter: string }
}

export type LeaveAccount = {
  params: { accountId: number | null }
  row: { hasLeft: boolean }
}

export type NicknameOf = {
  params: { webUserId: number | null; accountId: number | null }
  row: { nickname: string }
}

export type RegisterGuest = {
  params: { keyHash: Uint8Array | null; givenName: string | null; surname: string | null; locale: string | null; passwordHash: string | null }
  row: { outcome: string; invitationId: number | null; invitedAccountId: number | null; role: string | null; guestId: number | null; email: string | null; guestPersonId: number | null; seenAs: string | null }
}
