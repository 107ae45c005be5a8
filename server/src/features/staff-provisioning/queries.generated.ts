// Made by `npm run types` from the migrated database. Not to be edited.

export type AddProviderGroupMembers = {
  params: { scimId: string | null; memberIds: string[] | null }
  row: object
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

export type GroupsOfStaff = {
  params: { scimIds: string[] | null }
  row: { memberScimId: string; scimId: string; displayName: string }
}

export type InsertProviderGroup = {
  params: { scimId: string | null; displayName: string | null; externalId: string | null }
  row: object
}

export type InsertProvisionedStaff = {
  params: { scimId: string | null; newCsrId: string | null; userName: string | null; externalId: string | null; attributes: string | null }
  row: object
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

export type UpdateProviderGroup = {
  params: { displayName: string | null; externalId: string | null; scimId: string | null }
  row: object
}

export type UpdateProvisionedStaff = {
  params: { userName: string | null; externalId: string | null; attributes: string | null; scimId: string | null }
  row: object
}
