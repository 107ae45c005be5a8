import type { Settings } from '#app/response-types.ts'

type Row = Settings['entitlements'][number]
export type Switch = {
  entitlement: string
  csrGroup: string | null
  /** Null: as the utility has it, or as shipped. */
  isOn: boolean | null
  wasOn: boolean
  /** What null comes to. */
  inherited: boolean
}
export type EntitlementLine = {
  entitlement: string
  class: string
  default: boolean
  /** By CSR group; null is the whole utility. */
  switches: ReadonlyMap<string | null, Pick<Row, 'isOn' | 'isSet'>>
}

/** Returns the switches of each entitlement in one line, in the order they come. */
export function byEntitlement(rows: readonly Row[]): EntitlementLine[] {
  const lines = new Map<string, EntitlementLine & { switches: Map<string | null, Row> }>()
  for (const row of rows) {
    const line = lines.get(row.entitlement) ?? {
      entitlement: row.entitlement,
      class: row.class,
      default: row.default,
      switches: new Map<string | null, Row>(),
    }
    line.switches.set(row.csrGroup, row)
    lines.set(row.entitlement, line)
  }
  return [...lines.values()]
}
