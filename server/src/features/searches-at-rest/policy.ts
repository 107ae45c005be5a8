import { ofSystem, rows } from '#policy/policy.ts'

export const searchesAtRestRows = rows({
  'job:settle-searches': ofSystem,
})
