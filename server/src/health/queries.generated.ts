// Made by `npm run types` from the migrated database. Not to be edited.

export type AppliedMigrations = {
  params: {  }
  row: { name: string }
}

export type OperatingFigures = {
  params: {  }
  row: { workerLagSeconds: number; tasksDue: number; mailWaiting: number; mailAgeSeconds: number; mailGivenUp: number; cisWaiting: number; cisAgeSeconds: number; masqueradesReading: number; masqueradesActing: number; recordUnsealedSeconds: number; recordPlaceFailingSeconds: number; siemLagSeconds: number; siemWaiting: number }
}

export type Ping = {
  params: {  }
  row: { one: number | null }
}
