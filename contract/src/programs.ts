import { feature } from './feature.ts'

/** How an account is billed and paid over time. No page of the portal asks for these yet. */
export const programs = feature({
  entitlements: { 'billing.programs': { default: true, class: 'act' } },
})
