// Made by `npm run types` from the migrated database. Not to be edited.

export type BillingPeriods = {
  params: { servicePointId: number | null; accountId: number | null }
  row: { channel: string; startsAt: number; endsAt: number; total: number | null; quality: number }
}

export type NewestUsage = {
  params: { accountId: number | null; count: number | null }
  row: { servicePointId: number; serviceType: string; newest: string; cover: unknown; channel: string; register: string; month: string; startsAt: number; intervalMinutes: number; packed: Uint8Array; qualities: Uint8Array | null; setAside: unknown }
}

export type UsageBounds = {
  params: { servicePointId: number | null; accountId: number | null; until: string | null; months: number | null }
  row: { newest: string | null; earlier: string | null; later: string | null }
}

export type UsageMonths = {
  params: { servicePointId: number | null; months: string[] | null }
  row: { channel: string; register: string; month: string; startsAt: number; intervalMinutes: number; packed: Uint8Array; qualities: Uint8Array | null; setAside: unknown }
}

export type UsagePoints = {
  params: { accountId: number | null }
  row: { servicePointId: number; serviceType: string; startedOn: string; endedOn: string | null; address: string; hasReadings: boolean }
}
