/** The oids of types, from `pg_type`. */
const scalar: Record<number, string> = {
  16: 'boolean',
  17: 'Uint8Array',
  20: 'number',
  21: 'number',
  23: 'number',
  25: 'string',
  701: 'number',
  700: 'number',
  869: 'string',
  1042: 'string',
  1043: 'string',
  1082: 'string',
  1114: 'Date',
  1184: 'Date',
  1700: 'number',
  2950: 'string',
  3802: 'unknown',
  114: 'unknown',
  1186: 'string',
  2278: 'unknown',
  19: 'string',
}
/** The oids of arrays, each with that of its elements. */
const arrays: Record<number, number> = {
  1009: 25,
  1016: 20,
  1007: 23,
  1000: 16,
  1001: 17,
  1182: 1082,
  1015: 1043,
  1005: 21,
  2951: 2950,
  1185: 1184,
  1021: 700,
}

/** Returns the TypeScript type of a PostgreSQL type. Throws for one that no statement has used so far. */
export function typeOf(oid: number): string {
  const element = arrays[oid]
  if (element !== undefined) return `${typeOf(element)}[]`
  const name = scalar[oid]
  if (!name) throw new Error(`the type generator does not know the PostgreSQL type with oid ${oid}`)
  return name
}
