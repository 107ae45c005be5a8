const staff = 'about members of staff in their work, not about customers'
const nobody = 'about no person'
const proof = 'hashes that prove the record, whose lines are in the export'
const index = 'the search index, made from names and addresses that are in the export'
const moments = 'works for seconds or minutes, holds hashes or numbers only, and is deleted then'

/** The tables of which nothing is in the export, each with the reason. */
export const notExported: Readonly<Record<string, { not: string }>> = {
  person_erasures: { not: 'the certificate of an erasure: a person whose data can be exported has none' },
  record_leaves: { not: proof },
  record_tiles: { not: proof },
  record_checkpoints: { not: proof },
  record_sealing: { not: proof },
  record_places: { not: proof },
  csr_openings: { not: 'numbers alone, kept for an hour; in the export as "openings"' },
  csr_users: { not: staff },
  csr_groups: { not: staff },
  desk_sessions: { not: staff },
  entitlement_changes: { not: staff },
  group_memberships: { not: staff },
  group_permissions: { not: staff },
  group_to_do_roles: { not: staff },
  legal_holds: { not: 'the utility’s own notes about disputes and orders of courts, under legal privilege' },
  retention_runs: { not: nobody },
  saved_views: { not: `${staff}; a view has no place for a customer’s name` },
  staff_versions: { not: staff },
  setting_versions: { not: nobody },
  attempts: { not: moments },
  failed_attempts: { not: moments },
  masquerade_used_codes: { not: moments },
  password_reset_requests: {
    not: 'what was typed into "Forgot your password?"; the worker deletes it within seconds',
  },
  unrested_searches: { not: moments },
  used_logout_tokens: { not: staff },
  installation: { not: nobody },
  relationship_types: { not: nobody },
  schema_migrations: { not: nobody },
  served_assets: { not: nobody },
  versions_run: { not: nobody },
  web_user_roles: { not: nobody },
  search_guarded_accounts: { not: index },
  search_guarded_persons: { not: index },
  search_lexicon: { not: index },
  search_names: { not: index },
  search_occupants: { not: index },
  search_premises: { not: index },
  search_rebuild: { not: index },
}
