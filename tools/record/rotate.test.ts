import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { readConfig } from '@porchlight/server/config.ts'
import { readPublicKeys } from '@porchlight/server/features/the-record/index.ts'
import { addEntries, emptyRecord } from '@porchlight/server/features/the-record/record.fixture.ts'
import { addRecordKey } from '@porchlight/server/start/record-keys.ts'
import { createTestApp, type TestApp } from '@porchlight/server/testing/test-app.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OnRecord } from './on-record.ts'
import { rotateKey } from './rotate.ts'
import { verifyAll } from './verify.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'porchlight-rotate-'))
const keyFile = path.join(folder, 'key.pem')
const place = path.join(folder, 'checkpoints')
const environment = {
  PORCHLIGHT_DATA: folder,
  PORCHLIGHT_RECORD_KEY: keyFile,
  PORCHLIGHT_RECORD_PLACE: place,
}
const config = readConfig(environment)
const today = new Date().toISOString().slice(0, 10)
let app: TestApp
let said: string[] = []
beforeAll(async () => {
  app = await createTestApp()
  await emptyRecord(app.owner)
  addRecordKey(config.origins, keyFile, '2026-01-01')
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await app.close()
})

const on = (options: [string, string][] = [], ofConfig = config) =>
  ({
    config: ofConfig,
    owner: app.owner,
    options: new Map(options),
    say: (sentence: string) => said.push(sentence),
    usage: 'usage',
  }) as unknown as OnRecord
const privateKeys = () => readFileSync(keyFile, 'utf8').match(/BEGIN PRIVATE KEY/g)?.length
const publicKeys = () =>
  readPublicKeys(readFileSync(`${keyFile}.pub`, 'utf8')).map(({ from, until }) => [from, until])

test('exchanges the key, keeps the checkpoint of both, and the record verifies with the list', async () => {
  await addEntries(10, app.owner)
  await rotateKey(on())
  expect([privateKeys(), publicKeys()]).toEqual([
    1,
    [
      ['2026-01-01', today],
      [today, undefined],
    ],
  ])
  const [name = ''] = readdirSync(place)
  expect(readFileSync(path.join(place, name), 'utf8').match(/^— /gm)).toHaveLength(2)
  said = []
  await verifyAll(on([['since', path.join(place, name)]]))
  expect(said.at(-1)).toContain('The record verifies: 11 entries (0 since the checkpoint of 11)')
})

test('finishes an exchange that was interrupted: no third key is made', async () => {
  addRecordKey(config.origins, keyFile, today)
  expect(privateKeys()).toBe(2)
  await rotateKey(on())
  expect([privateKeys(), publicKeys()]).toEqual([
    1,
    [
      ['2026-01-01', today],
      [today, today],
      [today, undefined],
    ],
  ])
  await verifyAll(on())
})

test('goes on under the same name when the desk has another address', async () => {
  const moved = readConfig({ ...environment, PORT: '8111' })
  expect(moved.origins.desk).not.toBe(config.origins.desk)
  await addEntries(3, app.owner)
  await rotateKey(on([], moved))
  said = []
  await verifyAll(on([], moved))
  await verifyAll(on([['keys', `${keyFile}.pub`]], moved))
  expect(said.filter((sentence) => sentence.startsWith('The record verifies'))).toHaveLength(2)
  const names = readPublicKeys(readFileSync(`${keyFile}.pub`, 'utf8')).map(({ name }) => name)
  expect([...new Set(names)]).toEqual([`${new URL(config.origins.desk).host}/record`])
})
