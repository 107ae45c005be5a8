import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { openPool } from '@porchlight/server/database/sql.ts'
import { projectFolder, projectVersion } from '@porchlight/server/project-folder.ts'
import { StartRefused } from '@porchlight/server/start-refused.ts'
import { type ChangelogVersion, readChangelog } from './changelog.ts'
import type { OnInstallation } from './on-installation.ts'

const isNewer = (one: string, other: string) => one.localeCompare(other, 'en', { numeric: true }) > 0

/**
 * Prints what the versions after the one that ran here before have brought, and which groups hold each new permission now: an
 * upgrade gives permissions to the groups it ships, and a security officer decides whether they keep them.
 * @param since a version of CHANGELOG.md; without it, the one before the newest that has run on this database
 */
export async function whatIsNew({ ownerUrl, stopping, say }: OnInstallation, since?: string): Promise<void> {
  const changelog = readChangelog(await readFile(path.join(projectFolder(), 'CHANGELOG.md'), 'utf8'))
  const owner = openPool(ownerUrl, 1)
  stopping.add(() => owner.end())
  const [told] = await owner.unsafe(`SELECT to_regclass('public.versions_run') IS NOT NULL AS known`)
  const ran = told?.known
    ? (await owner.unsafe('SELECT version FROM versions_run ORDER BY first_started_at DESC')).map((row) =>
        String(row.version),
      )
    : []
  const from = since ?? ran.find((version) => version !== projectVersion()) ?? '0.1.0'
  if (!changelog.some(({ version }) => version === from))
    throw new StartRefused(
      `CHANGELOG.md has no version ${from}: it has ${changelog.map(({ version }) => version).join(', ')}.`,
    )
  const news = changelog.filter(
    ({ version }) => isNewer(version, from) && !isNewer(version, projectVersion()),
  )
  if (news.length === 0) return say(`Nothing is new since version ${from}.`)
  const holders = new Map(
    (
      await owner.unsafe(
        `SELECT resource || ':' || access_mode AS permission, string_agg(csr_group, ', ' ORDER BY csr_group) AS groups
         FROM group_permissions GROUP BY 1`,
      )
    ).map((row) => [String(row.permission), String(row.groups)]),
  )
  for (const version of news) print(version, holders, say)
}

function print(news: ChangelogVersion, holders: Map<string, string>, say: (line: string) => void): void {
  say(`Version ${news.version}`)
  for (const { title, lines } of news.sections) {
    if (lines.length === 0) continue
    say(`\n  ${title}`)
    for (const line of lines) say(`  - ${line}`)
  }
  say('\n  New permissions, and the groups that hold them now')
  if (news.permissions.length === 0) say('  - none')
  for (const permission of news.permissions)
    say(`  - ${permission}: ${holders.get(permission) ?? 'no group'}`)
  say('')
}
