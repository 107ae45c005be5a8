import { z } from 'zod'
import { sound } from './compose.ts'
import { endpoint } from './endpoint.ts'
import { feature } from './feature.ts'
import { features } from './features.ts'

// Declarations of features that do not compile: tools/refused.test.ts.

const response = z.object({})
const look = { method: 'GET', path: '/api/lamps', masquerade: 'read', response } as const
const viewed = { 'lamp:view': 'read' } as const
const withEndpoint = <const E>(listLamps: E) => ({ actions: viewed, endpoints: { listLamps } })

export const accepted = [
  endpoint({ method: 'GET', path: '/api/x', action: 'bill:view', masquerade: 'read', response }),
  sound({ lamps: withEndpoint(endpoint({ ...look, action: 'lamp:view' })) }),
]

// refused (TS2345): no action
endpoint({ method: 'GET', path: '/api/x', masquerade: 'read', response })
// refused (TS2322): another class than the action's
sound({ lamps: withEndpoint(endpoint({ ...look, action: 'lamp:view', masquerade: 'never' })) })
// refused (TS2322): an action that no feature declares
sound({ lamps: withEndpoint(endpoint({ ...look, action: 'lamp:buy' })) })

const wrong = { method: 'GET', path: '/api/x', action: 'password:change', masquerade: 'read' } as const
// refused (TS2322): another class than the action's, among all features
sound({ ...features, wrong: { endpoints: { wrong: endpoint({ ...wrong, response }) } } })
// refused (TS2322): an action that no feature declares, among all features
sound({ ...features, wrong: { endpoints: { wrong: endpoint({ ...wrong, response, action: 'x:y' }) } } })

const report = { ...look, method: 'POST', action: 'lamp:view' } as const
export const withoutTask = sound({ lamps: withEndpoint(endpoint({ ...report, task: null })) })
// refused (TS2322): a task type that no feature declares
sound({ lamps: withEndpoint(endpoint({ ...report, task: 'lamp-report' })) })
const change = { method: 'POST', path: '/api/x', action: 'preferences:change', response } as const
// refused (TS2345): a change that names no task
endpoint({ ...change, masquerade: 'act: preferences' })

const choose = <const A extends `${string}:${string}`>(action: A) => ({ look: { action, body: response } })
const chosen = { method: 'POST', path: '/api/lamps/:action', reads: true, response, task: null } as const
const lamps = { ...chosen, masquerade: 'read' } as const
export const withChoice = sound({ lamps: withEndpoint(endpoint({ ...lamps, choice: choose('lamp:view') })) })
// refused (TS2322): a choice of an action that no feature declares
sound({ lamps: withEndpoint(endpoint({ ...lamps, choice: choose('lamp:buy') })) })
const never = { ...chosen, masquerade: 'never' } as const
// refused (TS2322): another class than that of a chosen action
sound({ lamps: withEndpoint(endpoint({ ...never, choice: choose('lamp:view') })) })
// refused (TS2345): an action beside a choice
endpoint({ ...lamps, action: 'lamp:view', choice: choose('lamp:view') })
// refused (TS2345): a choice, and no class
endpoint({ ...chosen, choice: choose('lamp:view') })

// refused (TS2322): an entitlement that no feature declares
sound({ lamps: feature({ actions: { 'lamp:report': 'act: lamp.report' } }) })
// refused (TS2322): an entitlement of another class
sound({ ...features, lamps: feature({ actions: { 'lamp:report': 'step-up: preferences' } }) })
