import type { ActionName, Endpoint } from './endpoint.ts'

/** What may be asked of a masquerade: nothing, the acting mode, the CSR's second factor too, leave to go to another site. */
type Asks = 'read' | 'act' | 'step-up' | 'third-party'

/** What a feature adds to the contract. Every list of the contract is composed of these (`features.ts`). */
export type Declaration = {
  /** What the policy decides, and what each action asks of a masquerade: a class, and the entitlement that switches it. */
  actions?: Record<ActionName, 'read' | 'never' | `${Asks}: ${string}`>
  /** What groups of CSRs can be given. Each is an action of the desk too: `never` in a masquerade, unless `actions` says other. */
  permissions?: readonly ActionName[]
  /** Switches of a masquerade: what a utility may let its CSRs do in a customer's portal, and whether it does as shipped. */
  entitlements?: Record<string, { default: boolean; class: Asks }>
  endpoints?: Record<string, Endpoint>
}

/** Declares what a feature adds to the contract. */
export const feature = <const D extends Declaration>(declared: D) => declared
