import { parseArgs } from 'node:util'
import type { Sql } from '@porchlight/server/database/sql.ts'
import { StartRefused } from '@porchlight/server/start-refused.ts'
import { AdminUsage } from './admin-usage.ts'
import { changeCsr } from './change-csr.ts'
import { refuseUnknownGroup } from './groups.ts'
import { recordAdmin } from './record-admin.ts'

type Grant = { group: string; issuer: string; subject: string; name: string; email: string; csrId: string }

/**
 * Makes a person a CSR in a group, or adds a CSR to another group, by hand: the identity provider does not take it away. Returns the
 * sentence to print.
 */
export async function grant(sql: Sql, args: string[]): Promise<string> {
  const wanted = grantOf(args)
  const csrId = await grantGroup(sql, wanted)
  return `${csrId} is in the group ${wanted.group}.`
}

function grantOf(args: string[]): Grant {
  const text = { type: 'string' } as const
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { name: text, email: text, id: text },
    })
    const [group, issuer, subject, ...more] = positionals
    if (!group || !issuer || !subject || more.length > 0) throw new Error('')
    const name = values.name ?? subject
    const email = values.email ?? (subject.includes('@') ? subject : '')
    return { group, issuer, subject, name, email, csrId: values.id ?? csrIdFrom(values.name ?? subject) }
  } catch (error) {
    throw new AdminUsage((error as Error).message)
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
  await refuseUnknownGroup(sql, group)
  await sql`SELECT lock_staff()`
  if (!/^[a-z0-9][a-z0-9._-]{1,60}$/.test(csrId))
    throw new StartRefused(`"${csrId}" cannot be a CSR's id: give one as --id kenji.sato.`)
  const [csr] = await sql`SELECT csr_id FROM csr_users WHERE issuer = ${issuer} AND subject = ${subject}`
  if (!csr) {
    const [taken] = await sql`SELECT 1 FROM csr_users WHERE csr_id = ${csrId}`
    if (taken) throw new StartRefused(`The id ${csrId} is somebody else's: give another as --id ${csrId}2.`)
    await sql`INSERT INTO csr_users (csr_id, issuer, subject, display_name, email)
      VALUES (${csrId}, ${issuer}, ${subject}, ${name}, ${email})`
  }
  const id = String(csr?.csrId ?? csrId)
  const held = await sql`SELECT 1 FROM group_memberships
    WHERE csr_group = ${group} AND csr_id = ${id} AND source = 'hand' AND effective_to > current_instant()`
  if (held.length === 0) await changeCsr(sql, id, 'group-granted', { grants: group })
  await recordAdmin(sql, 'changed', 'csr-group:grant', { group, issuer, subject, csrId: id })
  return id
}
