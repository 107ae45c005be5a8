import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'
import type { Sql } from './sql.ts'

/** The database roles that requests run on. Row-level security and grants hang on them. */
const roleKinds = ['portal', 'view', 'desk', 'worker'] as const
export type RoleKind = (typeof roleKinds)[number]

/** What the roles' names begin with where nothing else is said; it is also what the migrations write. */
export const defaultRolePrefix = 'porchlight'

/**
 * Returns the name of a role. Roles belong to the whole database server: a second installation on it has a prefix of its own
 * (docs/decisions/0020-roles-and-key.md).
 */
export const roleName = (kind: RoleKind, prefix = defaultRolePrefix) => `${prefix}_${kind}`

export const roleNames = (prefix = defaultRolePrefix) => roleKinds.map((kind) => roleName(kind, prefix))

/** Rewrites a migration for an installation whose roles have another prefix. */
export const withRolePrefix = (text: string, prefix: string) =>
  prefix === defaultRolePrefix
    ? text
    : text.replace(/\bporchlight_(portal|view|desk|worker)\b/g, (_, kind) => `${prefix}_${kind}`)

/** Returns a role's password: derived from the installation's encryption key, so that nothing more has to be kept. */
export function rolePassword(encryptionKey: string, role: string): string {
  return createHmac('sha256', encryptionKey).update(`database role ${role}`).digest('hex')
}

/**
 * Returns the verifier that PostgreSQL stores of a password (RFC 5802, RFC 7677). Sending the verifier keeps the password out
 * of statements, server logs and terminals.
 */
function scramVerifier(password: string): string {
  const [iterations, salt] = [4096, randomBytes(16)]
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256')
  const keyOf = (name: string) => createHmac('sha256', salted).update(name).digest()
  const stored = createHash('sha256').update(keyOf('Client Key')).digest('base64')
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${stored}:${keyOf('Server Key').toString('base64')}`
}

/** Returns the statements that make an installation's roles, for an administrator to run where we may not. They hold no password. */
export function rolesSql(encryptionKey: string, prefix = defaultRolePrefix): string[] {
  return roleNames(prefix).flatMap((role) => [
    `DO $$ BEGIN CREATE ROLE ${role} LOGIN NOINHERIT; EXCEPTION WHEN duplicate_object THEN NULL; END $$`,
    `ALTER ROLE ${role} PASSWORD '${scramVerifier(rolePassword(encryptionKey, role))}'`,
  ])
}

/** Makes the roles that are missing and sets their passwords. Once per cluster, outside the migrations. */
export async function ensureRoles(
  owner: Sql,
  encryptionKey: string,
  prefix = defaultRolePrefix,
): Promise<void> {
  for (const statement of rolesSql(encryptionKey, prefix)) await owner.unsafe(statement)
}
