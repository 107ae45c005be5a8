/** Who keeps a membership: the desk, the group claim of a sign-in, or SCIM. Each source changes its own memberships only. */
export type MemberSource = 'hand' | 'claim' | 'scim'

/** What a change is about. */
export type Kind = 'csr' | 'group' | 'utility'
export type StaffSubject = { kind: Kind; subject: string }

/** Instants as PostgreSQL writes them in JSON; null: no beginning, no end. */
type Period = { from: string | null; to: string | null }

/** A switch of an entitlement; with dates only where it has any, and only of a group. */
export type Switch = boolean | (Period & { isOn: boolean })

/** Returns a switch with its dates, or with none. */
export const datedSwitch = (one: Switch): Period & { isOn: boolean } =>
  typeof one === 'boolean' ? { isOn: one, from: null, to: null } : one

/** What a version keeps: of a CSR the first two, of a group the others, of the utility the switches alone. */
export type State = {
  isActive?: boolean
  groups?: (Period & { csrGroup: string; source: MemberSource })[]
  name?: string
  requiresSecondFactor?: boolean
  isDeleted?: boolean
  permissions?: (Period & { permission: string })[]
  toDoRoles?: string[]
  entitlements?: Record<string, Switch>
  hasFourEyes?: boolean
}

type Value = string | Period | Switch | null

/** Returns the parts of a state by name, so that two states can be compared part by part. */
export function partsOf(state: State | null): Map<string, Value> {
  const parts = new Map<string, Value>()
  if (!state) return parts
  const put = (name: string, value: Value | undefined) => value !== undefined && parts.set(name, value)
  put('active', state.isActive)
  put('name', state.name)
  put('second-factor', state.requiresSecondFactor)
  put('deleted', state.isDeleted)
  put('four-eyes', state.hasFourEyes)
  for (const { csrGroup, source, from, to } of state.groups ?? [])
    put(`group ${csrGroup} ${source}`, { from, to })
  for (const { permission, from, to } of state.permissions ?? [])
    put(`permission ${permission}`, { from, to })
  for (const role of state.toDoRoles ?? []) put(`to-do-role ${role}`, true)
  for (const [name, one] of Object.entries(state.entitlements ?? {})) put(`entitlement ${name}`, one)
  return parts
}

/** Returns an instant of PostgreSQL's JSON as responses have it. */
export const instantOf = (at: string | null) => at && new Date(at).toISOString()
const shown = (value: Value | undefined): Value =>
  value !== null && typeof value === 'object'
    ? { ...value, from: instantOf(value.from), to: instantOf(value.to) }
    : (value ?? null)

/** Returns the parts in which two states differ, in a fixed order. */
export function differencesOf(before: State | null, after: State | null) {
  const [was, is] = [partsOf(before), partsOf(after)]
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((field) => {
    const pair = { field, before: shown(was.get(field)), after: shown(is.get(field)) }
    return JSON.stringify(pair.before) === JSON.stringify(pair.after) ? [] : [pair]
  })
}

/** Returns what a change of a subject is called in its list of versions. */
export function changeName(kind: Kind, before: State | null, after: State, restores: number | null): string {
  if (restores !== null) return 'restored'
  if (kind === 'csr' && before?.isActive !== after.isActive)
    return after.isActive ? 'activated' : 'deactivated'
  if (kind === 'group' && !before) return 'created'
  return kind === 'group' && after.isDeleted && !before?.isDeleted ? 'deleted' : 'changed'
}
