/**
 * The parts of the search index that are built from other tables; a later part may read an earlier one. Of each: its table, the
 * key of its rows, the table that has those keys, the view with the rows that should be in it, the columns of both, and the
 * function that refreshes the rows of some keys.
 */
export const indexParts = [
  {
    step: 'guarded-accounts',
    table: 'search_guarded_accounts',
    wanted: 'search_guarded_accounts_wanted',
    key: 'account_id',
    of: 'accounts',
    columns: 'account_id, premise_id, is_current, place, city, postal_code',
    refresh: 'search_refresh_guarded_accounts',
  },
  {
    step: 'guarded-persons',
    table: 'search_guarded_persons',
    wanted: 'search_guarded_persons_wanted',
    key: 'person_id',
    of: 'persons',
    columns: 'person_id, name',
    refresh: 'search_refresh_guarded_persons',
  },
  {
    step: 'names',
    table: 'search_names',
    wanted: 'search_names_wanted',
    key: 'person_id',
    of: 'persons',
    columns: 'person_id, surname, given',
    refresh: 'search_refresh_names',
  },
  {
    step: 'premises',
    table: 'search_premises',
    wanted: 'search_premises_wanted',
    key: 'premise_id',
    of: 'premises',
    columns: 'premise_id, core, street, house, unit, city, postal_code',
    refresh: 'search_refresh_premises',
  },
  {
    step: 'occupants',
    table: 'search_occupants',
    wanted: 'search_occupants_wanted',
    key: 'account_id',
    of: 'accounts',
    columns:
      'account_id, person_id, premise_id, started_on, ended_on, surname, given, core, house, postal_code',
    refresh: 'search_refresh_occupants',
  },
] as const

export type IndexPart = (typeof indexParts)[number]
