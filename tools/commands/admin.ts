import { randomUUID } from 'node:crypto'
import { parseArgs } from 'node:util'
import type { Env } from '@porchlight/server/config-values.ts'
import { StartRefused } from '@porchlight/server/database/embedded/start-refused.ts'
import { openPool, type Sql } from '@porchlight/server/database/sql.ts'
import { cisStatus } from '../cis-status.ts'
import { onInstallation } from '../on-installation.ts'

const usage =
  'npm run admin -- cis, or npm run admin -- grant GROUP ISSUER SUBJECT [--name "Kenji Sato"] [--email ADDRESS] [--id CSR-ID]'

type Grant = { group: string; issuer: string; subject: string; name: string; email: string; csrId: string }

/**
 * `grant` makes somebody staff: the first security officer of a new installation, who does the rest at the desk. `cis` says what
 * is on its way to the CIS.
 */
export async function run(args: string[], env: Env): Promise<void> {
  if (args.length === 1 && args[0] === 'cis') return onInstallation(env, cisStatus)
  const grant = grantOf(args)
  await onInstallation(env, async ({ ownerUrl, stopping, say }) => {
    const owner = openPool(ownerUrl, 1)
    stopping.add(() => owner.end())
    const csrId = await owner.begin((sql) => grantGroup(sql, grant))
    say(`${csrId} is in the group ${grant.group}.`)
  })
}

function grantOf(args: string[]): Grant {
  const text = { type: 'string' } as const
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { name: text, email: text, id: text },
    })
    const [verb, group, issuer, subject, ...more] = positionals
    if (verb !== 'grant' || !group || !issuer || !subject || more.length > 0) throw new Error('')
    const name = values.name ?? subject
    const email = values.email ?? (subject.includes('@') ? subject : '')
    return { group, issuer, subject, name, email, csrId: values.id ?? csrIdFrom(values.name ?? subject) }
  } catch (error) {
    throw new StartRefused(`${(error as Error).message} Usage: ${usage}`.trim())
  }
}

/** `Inês Ferreira` is `ines.ferreira`. */
function csrIdFrom(name: string): string {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  return plain
    .replace(/@.*$/, '')
    .replace(/[^a-z0-9]+/g, '.')
    .replace(/^\.+|\.+$/g, '')
    .slice(0, 60)
}

async function grantGroup(sql: Sql, { group, issuer, subject, name, email, csrId }: Grant): Promise<string> {
  const groups = (await sql`SELECT csr_group FROM csr_groups ORDER BY 1`).map((row) => String(row.csrGroup))
  if (!groups.includes(group))
    throw new StartRefused(`There is no group "${group}": there are ${groups.join(', ')}.`)
  if (!/^[a-z0-9][a-z0-9._-]{1,60}$/.test(csrId))
    throw new StartRefused(`"${csrId}" cannot be a CSR's id: give one as --id kenji.sato.`)
  const [known] = await sql`SELECT csr_id FROM csr_users WHERE issuer = ${issuer} AND subject = ${subject}`
  if (!known) {
    const [taken] = await sql`SELECT 1 FROM csr_users WHERE csr_id = ${csrId}`
    if (taken) throw new StartRefused(`The id ${csrId} is somebody else's: give another as --id ${csrId}2.`)
    await sql`INSERT INTO csr_users (csr_id, issuer, subject, display_name, email)
      VALUES (${csrId}, ${issuer}, ${subject}, ${name}, ${email})`
  }
  const id = String(known?.csrId ?? csrId)
  await sql`INSERT INTO group_memberships (csr_group, csr_id, effective_from)
    SELECT ${group}, ${id}, current_instant() WHERE NOT EXISTS (
      SELECT FROM group_memberships m WHERE m.csr_group = ${group} AND m.csr_id = ${id} AND m.effective_to > current_instant())`
  const entry = {
    event: 'changed',
    action: 'csr-group:grant',
    actor_kind: 'system',
    correlation_id: randomUUID(),
    details: { group, issuer, subject, csrId: id },
  }
  await sql`SELECT append_record(${JSON.stringify([entry])}::text::jsonb)`
  return id
}
