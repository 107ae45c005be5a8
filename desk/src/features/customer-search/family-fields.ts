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
 * Returns the field and the value that search the box's text in one family only; undefined if the family has no field. Text
 * before a colon (`dl: X123`) names a kind and is not part of the value.
 */
export function fieldFor(family: string, box: string): { field: FieldName; value: string } | undefined {
  const field = fields[family]
  return field && { field, value: box.replace(/^[a-z-]{2,30}:\s*/i, '').trim() }
}
