import { z } from 'zod'
import { setNickname } from '../effects/set-nickname.ts'
import { soonOrNever } from '../lifecycle/error-policy.ts'
import { change } from '../lifecycle/payload.ts'
import { taskType } from '../lifecycle/task-type.ts'
import { atOnce } from '../lifecycles/at-once.ts'

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
