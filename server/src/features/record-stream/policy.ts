import { ofSystem, rows } from '#policy/policy.ts'

export const recordStreamRows = rows({
  'job:stream-record': ofSystem,
})
