import { feature } from './feature.ts'

/** What the utility's crews and meters are asked for. No page of the portal asks for these yet. */
export const serviceRequests = feature({
  entitlements: {
    'service.start': { default: true, class: 'act' },
    'service.stop': { default: true, class: 'act' },
    'service.transfer': { default: true, class: 'act' },
    appointment: { default: true, class: 'act' },
    'meter-reading': { default: true, class: 'act' },
    'outage.report': { default: true, class: 'act' },
  },
})
