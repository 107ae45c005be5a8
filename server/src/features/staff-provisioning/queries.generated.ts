// Made by `npm run types` from the migrated database. Not to be edited.

export type AddProviderGroupMembers = {
  params: { scimId: string | null; memberIds: string[] | null }
  row: object
}

export type ChangeGroupMapping = {
  params: { providerGroup: string | null; csrGroup: string | null; isMapped: boolean | null; csrId: string | null; attribution: unknown | null }
  row: { effect: unknown }
}

export type CsrOfSubject = {
  params: { issuer: string | null; subject: string | null; wishedCsrId: string | null; displayName: string | null; email: string | null }
  row: { csrId: string }
}

export type DeleteProviderGroup = {
  params: { scimId: string | null }
  row: object
}

export type DeleteProvisionedStaff = {
  params: { scimId: string | null }
  row: object
}

export type EndProvisioningToken = {
  params: { csrId: string | null; tokenId: number | null }
  row: { clientId: string }
}

export type GroupMappings = {
  params: {  }
  row: { providerGroup: string; csrGroup: string; csrGroupName: string; mappedBy: string | null; mappedAt: Date; people: number }
}

export type GroupsOfStaff = {
  params: { scimIds: string[] | null }
  row: { memberScimId: string; scimId: string; displayName: string }
}

export type GroupsToGive = {
  params: {  }
  row: { csrGroup: string; name: string }
}

export type InsertProviderGroup = {
  params: { scimId: string | null; displayName: string | null; externalId: string | null }
  row: object
}

export type InsertProvisionedStaff = {
  params: { scimId: string | null; newCsrId: string | null; userName: string | null; externalId: string | null; attributes: string | null }
  row: object
}

export type InsertProvisioningToken = {
  params: { clientId: string | null; tokenHash: Uint8Array | null; csrId: string | null; days: number | null }
  row: { tokenId: number }
}

export type LockStaff = {
  params: {  }
  row: { lockStaff: unknown }
}

export type MembersOfGroups = {
  params: { scimIds: string[] | null }
  row: { groupScimId: string; memberScimId: string; displayName: string }
}

export type OpenProvisioningRequest = {
  params: { tokenHash: Uint8Array | null }
  row: { clientId: string; standing: string }
}

export type ProviderGroupById = {
  params: { scimId: string | null }
  row: { scimId: string; displayName: string; externalId: string | null; version: number; createdAt: Date; changedAt: Date }
}

export type ProviderGroups = {
  params: { displayName: string | null; externalId: string | null; scimId: string | null }
  row: { scimId: string; displayName: string; externalId: string | null; version: number; createdAt: Date; changedAt: Date }
}

export type ProvisionedStaff = {
  params: { userName: string | null; externalId: string | null; scimId: string | null }
  row: { scimId: string; csrId: string; userName: string; externalId: string | null; attributes: unknown; version: number; createdAt: Date; changedAt: Date }
}

export type ProvisionedStaffById = {
  params: { scimId: string | null }
  row: { scimId: string; csrId: string; userName: string; externalId: string | null; attributes: unknown; version: number; createdAt: Date; changedAt: Date }
}

export type ProvisioningTokens = {
  params: {  }
  row: { tokenId: number; clientId: string; createdAt: Date; createdBy: string | null; expiresAt: Date; lastUsedAt: Date | null; standing: string }
}

export type PutProvisionedCsr = {
  params: { ofCsrId: string | null; subject: string | null; displayName: string | null; email: string | null; isActive: boolean | null; by: unknown | null }
  row: { effect: unknown }
}

export type RaiseProviderAlert = {
  params: { ofCsrId: string | null; entry: unknown | null }
  row: { raiseProviderAlert: unknown }
}

export type RaiseSignInAlert = {
  params: { ofCsrId: string | null; entry: unknown | null }
  row: { raiseProviderAlert: unknown }
}

export type RemoveProviderGroupMembers = {
  params: { scimId: string | null; memberIds: string[] | null }
  row: object
}

export type StaffOfScimIds = {
  params: { scimIds: string[] | null }
  row: { scimId: string; csrId: string }
}

export type StandingByGroups = {
  params: { providerGroups: string[] | null; ofCsrId: string | null }
  row: { isAnyMapped: boolean; isInAGroup: boolean }
}

export type SyncProviderGroups = {
  params: { ofCsrId: string | null; by: unknown | null }
  row: { effect: unknown }
}

export type TakeClaimedGroups = {
  params: { ofCsrId: string | null; providerGroups: string[] | null; by: unknown | null }
  row: { effect: unknown }
}

export type UnmappedGroups = {
  params: {  }
  row: { providerGroup: string; people: number }
}

export type UpdateProviderGroup = {
  params: { displayName: string | null; externalId: string | null; scimId: string | null }
  row: object
}

export type UpdateProvisionedStaff = {
  params: { userName: string | null; externalId: string | null; attributes: string | null; scimId: string | null }
  row: object
}
