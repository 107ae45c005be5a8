import { feature } from '../../feature.ts'
import { serveScim } from './scim-door.ts'

export const staffProvisioning = feature({
  doors: [serveScim],
})
