import { mkdirSync } from 'node:fs'
import { open } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { Locale } from '@porchlight/contract/values.ts'
import { openPool, type Sql } from '@porchlight/server/database/sql.ts'
import { exportPage, type Place, start } from '@porchlight/server/features/person-data/index.ts'
import { StartRefused } from '@porchlight/server/start-refused.ts'
import type { OnInstallation } from '../on-installation.ts'
import { AdminUsage } from './admin-usage.ts'
import { recordAdmin } from './record-admin.ts'

type Asked = { personId: number; folder: string; locale: Locale | undefined }

function askedOf(args: string[]): Asked {
  const text = { type: 'string' } as const
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { out: text, language: text },
    })
    const [verb, id = '', ...more] = positionals
    if (verb !== 'export' || more.length > 0) throw new Error('Say: person export ID --out FOLDER')
    if (!/^[1-9]\d{0,15}$/.test(id)) throw new Error('ID is the number of a person.')
    if (!values.out) throw new Error('Say where the files go: --out FOLDER')
    const { language } = values
    if (language !== undefined && language !== 'en' && language !== 'es')
      throw new Error('--language is en or es.')
    return { personId: Number(id), folder: values.out, locale: language }
  } catch (error) {
    throw new AdminUsage((error as Error).message)
  }
}

type From = Pick<OnInstallation, 'config' | 'readableKeys'>

/**
 * Writes `person-ID.json` and `person-ID.html` into a folder, readable for this user alone. Both are read in one transaction, so
 * that they say the same. Leaves a line in the record. Returns the paths.
 */
export async function exportPerson(sql: Sql, args: string[], from: From): Promise<string[]> {
  const { personId, folder, locale } = askedOf(args)
  await sql.unsafe('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ')
  const [row] = await sql`SELECT (SELECT w.locale FROM web_users w WHERE w.person_id = p.person_id
    ORDER BY w.is_active DESC, w.web_user_id LIMIT 1) AS locale FROM persons p WHERE person_id = ${personId}`
  if (!row) throw new StartRefused(`There is no person ${personId}.`)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const facts = {
    personId,
    utilityName: from.config.utilityName,
    timeZone: from.config.timeZone,
    locale: locale ?? (row.locale === 'es' ? ('es' as const) : ('en' as const)),
    madeAt: new Date().toISOString(),
  }
  const paths: string[] = []
  for (const format of ['json', 'html'] as const) {
    const name = path.join(folder, `person-${personId}.${format}`)
    const file = await open(name, 'w', 0o600)
    try {
      for (let place: Place | null = start; place; ) {
        const options = { facts, format, identifiersBy: from.readableKeys }
        const page: Awaited<ReturnType<typeof exportPage>> = await exportPage(sql, place, options)
        await file.writeFile(page.text)
        place = page.next
      }
    } finally {
      await file.close()
    }
    paths.push(name)
  }
  await recordAdmin(sql, 'read', 'person-data:export', { personId, export: 'command' })
  return paths
}

/** Writes everything about one person into files, without a browser: `npm run admin -- person export ID --out FOLDER`. */
export async function person(
  { config, readableKeys, ownerUrl, stopping, say }: OnInstallation,
  args: string[],
) {
  const owner = openPool(ownerUrl, 1)
  stopping.add(() => owner.end())
  const paths = await owner.begin((sql) => exportPerson(sql, args, { config, readableKeys }))
  for (const written of paths) say(written)
}
