// Beside the schemas of record-lists.ts: the desk loads this list, and no schemas. Zod tries `eval`, which the content security
// policy refuses.

/** The kinds of line that the record has. */
export const recordEvents = [
  'read',
  'changed',
  'refused',
  'started',
  'arrived',
  'ended',
  'signed-in',
  'signed-out',
  'alert',
] as const
