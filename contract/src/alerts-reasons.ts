import { reasons } from './feature.ts'

/** Why an alert may not be settled. */
export const alertsReasons = reasons({
  'own-alert': 403,
})
