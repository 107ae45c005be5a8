import { ofSystem, rows } from '#policy/policy.ts'

export const messagesRows = rows({
  'job:send-messages': ofSystem,
  'job:send-texts': ofSystem,
})
