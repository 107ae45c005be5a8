import { feature } from '../../feature.ts'
import { staffProvisioningHandlers } from './handlers.ts'
import { serveScim } from './scim-door.ts'

export const staffProvisioning = feature({
  handlers: staffProvisioningHandlers,
  doors: [serveScim],
})
