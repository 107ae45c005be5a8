import { knownKey } from '../../app/messages.ts'
import type { PageProps } from '../../app/page.ts'

type T = PageProps<unknown>['t']

/** Returns the name of a role. A role that the utility has added has its own name. */
export const roleName = (role: string, t: T): string => {
  const key = knownKey(`role.${role}`, 'role.viewer')
  return key === `role.${role}` ? t(key) : role
}

/** Returns what a role may do; undefined for a role that the utility has added. */
export function roleWhat(role: string, t: T): string | undefined {
  const key = knownKey(`role.${role}.what`, 'role.viewer.what')
  return key === `role.${role}.what` ? t(key) : undefined
}

/** Returns the choices of a form that gives a role, each explained. */
export const roleOptions = (roles: readonly string[], t: T) =>
  roles.map((role) => ({ value: role, label: roleName(role, t), hint: roleWhat(role, t) }))
