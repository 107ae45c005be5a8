import type { Permission } from '@porchlight/contract/permissions.ts'

type Family = Permission extends infer P ? (P extends `${infer First}:${string}` ? First : never) : never

/** What the permissions of each family are about: the first part of a permission's name. */
const subjectOfFamily = {
  customer: 'customers',
  account: 'customers',
  'account-link': 'customers',
  payment: 'customers',
  'account-person': 'customers',
  'holder-protection': 'customers',
  identifier: 'customers',
  caller: 'customers',
  contact: 'customers',
  'prepared-change': 'customers',
  'person-data': 'customers',
  'web-user': 'web-users',
  masquerade: 'masquerades',
  task: 'tasks',
  'to-do': 'to-dos',
  record: 'record',
  'record-proof': 'record',
  'access-report': 'record',
  alert: 'record',
  detector: 'record',
  staff: 'staff',
  'staff-change': 'staff',
  'csr-group': 'staff',
  entitlements: 'staff',
  provisioning: 'staff',
  'trusted-issuer': 'staff',
  settings: 'settings',
  retention: 'settings',
  'legal-hold': 'settings',
} as const satisfies Record<Family, string>

/** The subjects in the order in which a form shows them. */
export const permissionSubjects = [...new Set(Object.values(subjectOfFamily))]
export type PermissionSubject = (typeof permissionSubjects)[number]

/** Returns what a permission is about. */
export const subjectOf = (permission: string): PermissionSubject =>
  subjectOfFamily[permission.split(':')[0] as Family]
