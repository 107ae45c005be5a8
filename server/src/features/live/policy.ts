import { ofSystem, rows } from '#policy/policy.ts'

export const liveRows = rows({
  'job:live-beat': ofSystem,
})
