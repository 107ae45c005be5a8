import { feature } from './feature.ts'

/** What web users say about themselves: contacts, sign-in, language, names of accounts. No page of the portal changes these yet. */
export const webUserDetails = feature({
  entitlements: {
    'contact.details': { default: true, class: 'act' },
    'identity.change': { default: false, class: 'step-up' },
  },
})
