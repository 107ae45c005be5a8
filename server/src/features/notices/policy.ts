import { ofSystem, rows } from '#policy/policy.ts'

export const noticesRows = rows({
  'job:tell-of-notices': ofSystem,
  'job:find-overdue': ofSystem,
  'job:find-high-usage': ofSystem,
})
