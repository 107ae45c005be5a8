// Made by `npm run types` from the migrated database. Not to be edited.

export type AssigneeGroups = {
  params: {  }
  row: { csrGroup: string; name: string }
}

export type Assignees = {
  params: {  }
  row: { csrId: string; name: string }
}
