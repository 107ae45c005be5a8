/** Tables that the benchmark fills, with the columns it writes. All other columns take the schema's defaults. */
export const filledTables = {
  persons: ['person_id', 'kind', 'source_key'],
  person_names: ['person_id', 'name_type', 'given_name', 'surname', 'organisation_name'],
  person_contacts: ['person_id', 'contact_type', 'value', 'normalised_value', 'is_primary'],
  person_identifiers: ['person_id', 'identifier_type', 'value_encrypted', 'value_hash', 'masked_value'],
  premises: ['premise_id', 'line1', 'line2', 'city', 'region', 'postal_code', 'division'],
  service_points: ['service_point_id', 'premise_id', 'service_type', 'meter_number'],
  geographic_identifiers: ['premise_id', 'identifier_type', 'value'],
  accounts: ['account_id', 'customer_class', 'division', 'status', 'opened_on'],
  mailing_addresses: ['account_id', 'line1', 'line2', 'city', 'region', 'postal_code'],
  account_persons: [
    'account_id',
    'person_id',
    'is_main_customer',
    'is_financially_responsible',
    'relationship_type',
  ],
  service_agreements: ['service_agreement_id', 'account_id', 'service_type', 'started_on', 'ended_on'],
  service_agreement_points: ['service_agreement_id', 'service_point_id'],
  web_users: ['web_user_id', 'user_name', 'email', 'person_id'],
  web_user_accounts: ['web_user_id', 'account_id', 'role'],
} as const

export type FilledTable = keyof typeof filledTables

/** These tables, parents before children. */
export const filledTableNames = Object.keys(filledTables) as FilledTable[]
