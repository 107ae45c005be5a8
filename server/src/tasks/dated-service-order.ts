import { patiently } from './lifecycle/error-policy.ts'
import { onDate } from './lifecycles/on-date.ts'

/** What every order is that the utility carries out on a day: service starts, moves or stops. */
export const datedServiceOrder = {
  lifecycle: onDate,
  isDoneByUtility: true,
  errorPolicy: patiently,
  contact: { class: 'service', type: 'service' },
  toDoRole: 'service-orders',
  csrActions: {
    discard: ['draft', 'pending', 'scheduled', 'processing', 'error'],
    reschedule: ['scheduled'],
    retry: ['error'],
    'complete-by-hand': ['processing', 'error'],
  },
} as const
