import { feature } from './feature.ts'

export const staffProvisioning = feature({
  actions: {
    'provisioned-staff:view': 'never',
    'provisioned-staff:change': 'never',
  },
})
