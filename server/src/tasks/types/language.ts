import { Locale } from '@porchlight/contract/values.ts'
import { z } from 'zod'
import { setLanguage } from '../effects/set-language.ts'
import { soonOrNever } from '../lifecycle/error-policy.ts'
import { change } from '../lifecycle/payload.ts'
import { taskType } from '../lifecycle/task-type.ts'
import { atOnce } from '../lifecycles/at-once.ts'

/** The language in which a customer reads the portal and its mails. */
export const language = taskType({
  name: 'language',
  lifecycle: atOnce,
  payload: z.strictObject({ language: change(Locale) }),
  work: setLanguage,
  errorPolicy: soonOrNever,
  toDoRole: 'customer-records',
  csrActions: {
    discard: ['pending', 'error'],
    retry: ['error'],
    'complete-by-hand': ['processing', 'error'],
  },
})
