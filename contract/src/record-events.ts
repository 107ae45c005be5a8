// Beside the schemas of record-lists.ts: the desk loads these lists, and no schemas. Zod tries `eval`, which the content security
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

/** What a verification of the record can find. */
export const recordFaultKinds = [
  'entry-changed',
  'entry-missing',
  'entry-inserted',
  'entry-dated-back',
  'tile-changed',
  'checkpoint-not-signed',
  'checkpoint-differs',
  'cosignature-wrong',
  'key-ended',
  'cut-off',
] as const
export type RecordFaultKind = (typeof recordFaultKinds)[number]
