import type { Env } from '@porchlight/server/config-values.ts'
import { rolesSql } from '@porchlight/server/database/roles.ts'
import { openPool, type Sql } from '@porchlight/server/database/sql.ts'
import { AdminUsage } from '../admin/admin-usage.ts'
import { dataClients } from '../admin/data-clients.ts'
import { grant } from '../admin/grant.ts'
import { invite } from '../admin/invite.ts'
import { person } from '../admin/person.ts'
import { retention } from '../admin/retention.ts'
import { rotateKey } from '../admin/rotate-key/rotate-key.ts'
import { scim } from '../admin/scim.ts'
import { endSessions } from '../admin/sessions.ts'
import { activate, deactivate, list, revoke } from '../admin/staff.ts'
import { backupCheck } from '../backup-check.ts'
import { cisStatus } from '../cis-status.ts'
import { onInstallation, readInstallation } from '../on-installation.ts'
import { whatIsNew } from '../what-is-new.ts'

/** Commands that change something: one transaction with a record row each. They return the sentence to print. */
const verbs: Readonly<Record<string, (sql: Sql, args: string[]) => Promise<string>>> = {
  list,
  grant,
  revoke,
  deactivate,
  activate,
  'end-sessions': endSessions,
  scim,
  'data-clients': dataClients,
}

/** Prints the SQL for an administrator of the database server, for an owner of the database who may not make roles. */
async function printRoles(env: Env): Promise<void> {
  const { config, given } = await readInstallation(env)
  for (const statement of rolesSql(given.encryptionKey, config.databaseRoles)) console.log(`${statement};`)
}

/** Runs a command that changes nothing. Returns undefined for other verbs, and for arguments that the verb does not take. */
function looking(verb: string, rest: readonly string[], env: Env): Promise<void> | undefined {
  if (verb === 'what-is-new' && rest.length <= 1)
    return onInstallation(env, (on) => whatIsNew(on, rest[0]), { asItIs: true })
  if (rest.length > 0) return undefined
  if (verb === 'cis') return onInstallation(env, cisStatus)
  if (verb === 'backup-check') return onInstallation(env, backupCheck, { asItIs: true })
  return verb === 'roles' ? printRoles(env) : undefined
}

/**
 * Runs a command of an administrator. `grant` makes the first security officer of a new installation; `list`, `revoke`,
 * `deactivate` and `activate` are for staff who leave. `end-sessions` signs staff or customers out everywhere. `data-clients` registers
 * third parties that customers can let read their usage. `invite` mails customers a link to set their first password. `retention`
 * counts or deletes data that is older than its period. `cis` lists the deliveries to the CIS. `backup-check` says whether a restored
 * copy is complete. `rotate-key` changes the encryption key. `person` writes everything about one person into files. `roles` prints the SQL that makes the database roles.
 * `what-is-new` prints what an upgrade brought.
 */
export async function run(args: string[], env: Env): Promise<void> {
  const [verb = '', ...rest] = args
  const looked = looking(verb, rest, env)
  if (looked) return looked
  if (verb === 'invite') return onInstallation(env, (on) => invite(on, rest))
  if (verb === 'person') return onInstallation(env, (on) => person(on, rest))
  if (verb === 'rotate-key') return onInstallation(env, (on) => rotateKey(on, rest), { asItIs: true })
  if (verb === 'retention') return onInstallation(env, (on) => retention(on, rest))
  const work = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined
  if (!work) throw new AdminUsage(verb && `There is no "${verb}".`)
  await onInstallation(env, async ({ ownerUrl, stopping, say }) => {
    const owner = openPool(ownerUrl, 1)
    stopping.add(() => owner.end())
    say(await owner.begin((sql) => work(sql, rest)))
  })
}
