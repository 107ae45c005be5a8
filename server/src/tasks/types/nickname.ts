import { z } from 'zod'
import { soonOrNever } from '../error-policy.ts'
import { atOnce } from '../lifecycles/at-once.ts'
import { change } from '../payload.ts'
import { taskType } from '../task-type.ts'
import { setNickname } from '../work/set-nickname.ts'

/** What a customer calls an account. */
export const nickname = taskType({
  name: 'nickname',
  lifecycle: atOnce,
  payload: z.strictObject({ nickname: change(z.string().max(60)) }),
  work: setNickname,
  errorPolicy: soonOrNever,
  toDoRole: 'customer-records',
  csrActions: {
    discard: ['pending', 'error'],
    retry: ['error'],
    'complete-by-hand': ['processing', 'error'],
  },
})
