import { secondFactorClass } from './second-factor.ts'

const essentialClasses = (claims: unknown): readonly unknown[] | undefined => {
  if (typeof claims !== 'string') return undefined
  const { id_token: idToken } = JSON.parse(claims) as { id_token?: { acr?: Record<string, unknown> | null } }
  const acr = idToken?.acr
  if (acr?.essential !== true) return undefined
  if (Array.isArray(acr.values)) return acr.values
  return acr.value === undefined ? undefined : [acr.value]
}

/**
 * What an authorization request asks for: `acr_values` naming our class is taken as a demand, and so is an
 * essential `acr` claim; `unmet` is an essential class this provider cannot give.
 */
export const requiredClass = (params: Record<string, unknown>): 'second-factor' | 'none' | 'unmet' => {
  const essential = essentialClasses(params.claims)
  if (essential !== undefined) return essential.includes(secondFactorClass) ? 'second-factor' : 'unmet'
  return String(params.acr_values ?? '')
    .split(' ')
    .includes(secondFactorClass)
    ? 'second-factor'
    : 'none'
}
