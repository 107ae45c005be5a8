/** What the claims of a sign-in say about a person's groups: a list, or where the list is. */
export type GroupClaim =
  | { kind: 'list'; groups: readonly unknown[] }
  /** OpenID Connect Core, 5.6.2: the list is at this address, with this token where there is one. */
  | { kind: 'link'; url: string; accessToken?: string }
  /** OpenID Connect Core, 5.6.2: the list is in this signed token. */
  | { kind: 'token'; jwt: string }
  /** There are too many groups for the token, and it names no address (Microsoft Entra's `hasgroups`). */
  | { kind: 'elsewhere' }
  | { kind: 'absent' }

type Claims = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Claims =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Reads a claim by its name, or by a path of names with dots between: Keycloak's `realm_access.roles`. */
function claimAt(claims: Claims, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name]
  return name
    .split('.')
    .reduce<unknown>(
      (within, part) => (isObject(within) && Object.hasOwn(within, part) ? within[part] : undefined),
      claims,
    )
}

/**
 * Reads the group claim. One group comes as a text (AD FS), several as a list. Where a token would be too large, Entra leaves the
 * claim out and names a source: `_claim_names` and `_claim_sources`, or `hasgroups` alone.
 */
export function readGroupClaim(claims: Claims, name: string): GroupClaim {
  const value = claimAt(claims, name)
  if (typeof value === 'string') return { kind: 'list', groups: [value] }
  if (Array.isArray(value)) return { kind: 'list', groups: value }
  const { _claim_names: names, _claim_sources: sources, hasgroups } = claims
  const sourceName = isObject(names) && Object.hasOwn(names, name) ? names[name] : undefined
  if (typeof sourceName === 'string') {
    const source = isObject(sources) && Object.hasOwn(sources, sourceName) ? sources[sourceName] : undefined
    if (isObject(source) && typeof source.JWT === 'string') return { kind: 'token', jwt: source.JWT }
    if (isObject(source) && typeof source.endpoint === 'string') {
      const { endpoint: url, access_token: accessToken } = source
      return { kind: 'link', url, ...(typeof accessToken === 'string' && { accessToken }) }
    }
    return { kind: 'elsewhere' }
  }
  if (hasgroups === true || hasgroups === 'true') return { kind: 'elsewhere' }
  return value === undefined || value === null ? { kind: 'absent' } : { kind: 'list', groups: [value] }
}
