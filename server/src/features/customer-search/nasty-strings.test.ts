import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { nastyStrings } from '#testing/nasty-strings.ts'
import { createTestApp } from '#testing/test-app.ts'

/** Our own, and the shared list where PORCHLIGHT_TEST_DATA names its folder. */
async function allStrings(): Promise<string[]> {
  const folder = process.env.PORCHLIGHT_TEST_DATA
  const file = folder && path.join(folder, 'blns/blns.json')
  if (!file || !existsSync(file)) {
    console.log('skipped: no test data (the shared list of naughty strings)')
    return nastyStrings
  }
  return [...nastyStrings, ...(JSON.parse(await readFile(file, 'utf8')) as string[])]
}

test('answers any text without an error', async () => {
  const app = await createTestApp()
  const amara = await app.asCsr('amara.okafor')
  for (const setting of ['limits.guesses-per-hour', 'limits.people-named-per-hour'])
    await app.owner`INSERT INTO setting_versions (setting, locale, version, value, changed_by_csr_id, changed_at)
      VALUES (${setting}, '', 1, '100000', 'ines.ferreira', now())`
  const fields = [
    'box',
    'name',
    'street',
    'accountId',
    'contact',
    'identifier',
    'geographicValue',
    'webUser',
  ] as const
  const failed: string[] = []
  const ask = async (field: string, text: string) => {
    const json = { [field]: text.slice(0, 200) }
    const { status } = await amara.request('POST', '/api/customer-search', { json })
    if (status !== 200 && status !== 422) failed.push(`${status} ${field} ${JSON.stringify(text)}`)
  }
  const strings = await allStrings()
  for (let at = 0; at < strings.length; at += 2) {
    const field = fields[(at / 2) % fields.length] ?? 'name'
    await Promise.all([ask('box', strings[at] ?? ''), ask(field, strings[at + 1] ?? '')])
  }
  await app.close()
  expect(failed).toEqual([])
})
