import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { Locale, RefusedActions } from './values.ts'

const endpoints = {
  /** Who is at the desk, and every permission with whether this CSR holds it. */
  readDesk: endpoint({
    method: 'GET',
    path: '/api/desk',
    action: 'desk:open',
    masquerade: 'never',
    response: z.object({
      csrId: z.string(),
      displayName: z.string(),
      groups: z.array(z.object({ csrGroup: z.string(), name: z.string() })),
      permissions: z.array(
        z.object({ permission: z.string(), isHeld: z.boolean(), grantedBy: z.array(z.string()) }),
      ),
      /** What this CSR may do in a masquerade: each entitlement, its class, and `ok` or the reason why not. */
      entitlements: z.array(z.object({ entitlement: z.string(), class: z.string(), answer: z.string() })),
      /** The actions that this CSR is refused whatever they are about, each with the reason. */
      refused: RefusedActions,
      locales: z.array(Locale),
      divisions: z.array(z.string()),
      /** The types of person identifiers and of geographic identifiers in use. */
      identifierTypes: z.array(z.string()),
      geographicTypes: z.array(z.string()),
    }),
  }),
  /** Ends the desk session. `next` leads on to the sign-out at the identity provider, or to the page that says it is done. */
  endDeskSession: endpoint({
    method: 'POST',
    path: '/api/desk/sign-out',
    action: 'desk-session:end',
    masquerade: 'never',
    task: null,
    response: z.object({ next: z.string() }),
  }),
}

export const desk = feature({
  actions: {
    'desk:open': 'never',
    'desk-session:end': 'never',
  },
  endpoints,
})
