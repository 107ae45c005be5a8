// Made by `npm run types` from the migrated database. Not to be edited.

export type GroupsOfCsr = {
  params: { csrId: string | null }
  row: { csrGroup: string; name: string }
}

export type ListsOfDesk = {
  params: {  }
  row: { divisions: string[]; identifierTypes: string[]; geographicTypes: string[] }
}

export type PermissionGrants = {
  params: {  }
  row: { permission: string; groups: string[] }
}

export type SwitchesOfCsr = {
  params: { csrId: string | null }
  row: { switches: unknown; isMasqueradeEnabled: boolean }
}
