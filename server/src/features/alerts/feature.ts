import { feature } from '../../feature.ts'
import { alertsHandlers } from './handlers.ts'
import { tellOfAlerts } from './jobs.ts'

export const alerts = feature({
  handlers: alertsHandlers,
  jobs: [tellOfAlerts],
})
