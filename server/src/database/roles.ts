import { createHmac } from 'node:crypto'
import type { Sql } from './sql.ts'

/** The database roles that requests run on. Row-level security and grants hang on them. */
export const databaseRoles = [
  'porchlight_portal',
  'porchlight_view',
  'porchlight_desk',
  'porchlight_worker',
] as const
export type DatabaseRole = (typeof databaseRoles)[number]

/** A role's password: derived from the installation's encryption key, so that nothing more has to be kept. */
export function rolePassword(encryptionKey: string, role: DatabaseRole): string {
  return createHmac('sha256', encryptionKey).update(`database role ${role}`).digest('hex')
}

/** The statements that make the roles of a cluster, for an administrator to run where we may not. */
export function rolesSql(encryptionKey: string): string[] {
  return databaseRoles.flatMap((role) => [
    `DO $$ BEGIN CREATE ROLE ${role} LOGIN NOINHERIT; EXCEPTION WHEN duplicate_object THEN NULL; END $$`,
    `ALTER ROLE ${role} PASSWORD '${rolePassword(encryptionKey, role)}'`,
  ])
}

/** The roles could not be made with the rights of DATABASE_URL's user; `statements` would make them. */
export class RolesNotPermitted extends Error {
  constructor(readonly statements: string[]) {
    super('The database roles are missing and may not be made by this database user.')
  }
}

/** Makes the roles that are missing and sets their passwords. Once per cluster, outside the migrations. */
export async function ensureRoles(owner: Sql, encryptionKey: string): Promise<void> {
  try {
    for (const statement of rolesSql(encryptionKey)) await owner.unsafe(statement)
  } catch (error) {
    if ((error as { code?: string }).code === '42501') throw new RolesNotPermitted(rolesSql(encryptionKey))
    throw error
  }
}
