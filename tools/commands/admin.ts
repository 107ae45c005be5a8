import type { Env } from '@porchlight/server/config-values.ts'
import { openPool, type Sql } from '@porchlight/server/database/sql.ts'
import { AdminUsage } from '../admin/admin-usage.ts'
import { grant } from '../admin/grant.ts'
import { activate, deactivate, list, revoke } from '../admin/staff.ts'
import { cisStatus } from '../cis-status.ts'
import { onInstallation } from '../on-installation.ts'

/** Each is one transaction with its line in the record, and returns what is printed. */
const verbs: Readonly<Record<string, (sql: Sql, args: string[]) => Promise<string>>> = {
  list,
  grant,
  revoke,
  deactivate,
  activate,
}

/**
 * Who is staff: `grant` makes the first security officer of a new installation, who does the rest at the desk; `list`, `revoke`,
 * `deactivate` and `activate` are for those who leave. `cis` says what is on its way to the CIS.
 */
export async function run(args: string[], env: Env): Promise<void> {
  const [verb = '', ...rest] = args
  if (verb === 'cis' && rest.length === 0) return onInstallation(env, cisStatus)
  const work = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined
  if (!work) throw new AdminUsage(verb && `There is no "${verb}".`)
  await onInstallation(env, async ({ ownerUrl, stopping, say }) => {
    const owner = openPool(ownerUrl, 1)
    stopping.add(() => owner.end())
    say(await owner.begin((sql) => work(sql, rest)))
  })
}
