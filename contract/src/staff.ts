import { feature } from './feature.ts'

export const staff = feature({
  permissions: ['staff:view', 'staff:change', 'csr-group:change'],
})
