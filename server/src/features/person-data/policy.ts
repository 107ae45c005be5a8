import { changesAccess, ofSystem, rows, yes } from '#policy/policy.ts'

export const personDataRows = rows({
  // Never one's own account: a CSR asks for their own data as every customer does.
  'person-data:export': changesAccess('person-data:export', yes, 'personId'),
  'person-data:erase': changesAccess('person-data:erase', yes, 'personId'),
  'job:erase-persons': ofSystem,
})
