import type { Terms } from './search-state.ts'

export type FieldName = {
  [K in keyof Terms]-?: NonNullable<Terms[K]> extends string ? K : never
}[keyof Terms]

/** The field of each family that the box may be understood as. */
const fields: Record<string, FieldName> = {
  name: 'name',
  street: 'street',
  city: 'city',
  'postal-code': 'postalCode',
  account: 'accountId',
  contact: 'contact',
  phone: 'contact',
  email: 'contact',
  identifier: 'identifier',
  geographic: 'geographicValue',
  'web-user': 'webUser',
}

/**
 * What to fill in by fields, so that what stands in the box means this family and no other; undefined where the family has no
 * field. What the box says before a colon (`dl: X123`) names a kind: it is no part of the value.
 */
export function fieldFor(family: string, box: string): { field: FieldName; value: string } | undefined {
  const field = fields[family]
  return field && { field, value: box.replace(/^[a-z-]{2,30}:\s*/i, '').trim() }
}
