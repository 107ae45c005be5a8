import { createHmac, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { readConfig } from '@porchlight/server/config.ts'
import { roleNames } from '@porchlight/server/database/roles.ts'
import { openPool, type Pool } from '@porchlight/server/database/sql.ts'
import { keyCheckOf, keyIdOf } from '@porchlight/server/encryption/encryption-keys.ts'
import { blindIndex, openValue, sealValue } from '@porchlight/server/encryption/sealed-value.ts'
import { bankAccountHash } from '@porchlight/server/features/bank-accounts/bank-account-hash.ts'
import { erasedSourceKeys } from '@porchlight/server/features/person-data/index.ts'
import { hashToken, mailedKey, newMailedNonce } from '@porchlight/server/sessions/token.ts'
import { prepareDatabase } from '@porchlight/server/start/prepare-database.ts'
import { startProcess } from '@porchlight/server/testing/test-process.ts'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { rotateKey } from './rotate-key.ts'

const oldKey = 'the encryption key of before, of thirty-two characters'
const newKey = 'the new encryption key, of thirty-two characters'
const thirdKey = 'the third encryption key, of thirty-two characters'
const rolePrefix = `pl_${randomBytes(4).toString('hex')}`
const many = 2_200
const bankNumber = '123456789'
const folder = mkdtempSync(path.join(tmpdir(), 'porchlight-rotate-key-'))

let admin: Pool
let owner: Pool
let url: string
const said: string[] = []

beforeAll(async () => {
  admin = openPool(inject('clusterUrl'), 1)
  const name = `rotated_${randomBytes(6).toString('hex')}`
  await admin.unsafe(`CREATE DATABASE ${name} TEMPLATE template0`)
  const at = new URL(inject('clusterUrl'))
  at.pathname = `/${name}`
  url = at.href
  owner = openPool(url, 2)
  await (await prepare(oldKey)).close()
  await owner`INSERT INTO persons (person_id, kind) VALUES (1, 'human')`
  await owner`INSERT INTO accounts (account_id, customer_class, division, status, opened_on)
    VALUES (1000000001, 'residential', 'Harbor', 'active', '2020-01-01')`
  await owner`INSERT INTO web_users (web_user_id, person_id, user_name, email) VALUES (1, 1, 'maria', 'maria@example.com')`
  await owner`INSERT INTO web_user_credentials (web_user_id, password_hash, totp_sealed)
    VALUES (1, 'x', ${sealValue(oldKey, 'authenticator')})`
  await owner`INSERT INTO csr_users (csr_id, issuer, subject, display_name, email) VALUES ('ines', 'i', 's', 'Ines', 'ines@example.com')`
  const [task] =
    await owner`INSERT INTO self_service_tasks (task_type, state, account_id, actor_kind, web_user_id, email_address,
      ip_address, self_service_user_id, payload, correlation_id, created_at, updated_at)
    VALUES ('bank-account-add', 'completed', 1000000001, 'customer', 'maria', 'maria@example.com', '192.0.2.1', 1, '{}',
      gen_random_uuid(), now(), now()) RETURNING self_service_task_id`
  await owner`INSERT INTO bank_accounts (web_user_id, self_service_task_id, kind, routing_number, number_encrypted, number_hash,
      masked_number, added_at)
    VALUES (1, ${Number(task?.selfServiceTaskId)}, 'checking', '122105155', ${sealValue(oldKey, bankNumber)},
      ${bankAccountHash(oldKey, '122105155', bankNumber)}, '•••• 6789', now())`
  const values = Array.from({ length: many }, (_, n) => `X${n}`)
  for (const [n, value] of values.entries())
    await owner`INSERT INTO person_identifiers (person_identifier_id, person_id, identifier_type, value_encrypted, value_hash, masked_value)
      VALUES (${n + 1}, 1, 'passport', ${n === 0 ? sealValue(oldKey, value).subarray(10) : sealValue(oldKey, value)},
        ${blindIndex(oldKey, 'passport', value)}, '••••')`
}, 120_000)
afterAll(async () => {
  await owner.end()
  await admin.unsafe(`DROP DATABASE ${new URL(url).pathname.slice(1)} WITH (FORCE)`)
  for (const role of roleNames(rolePrefix)) await admin.unsafe(`DROP ROLE IF EXISTS ${role}`)
  await admin.end()
  rmSync(folder, { recursive: true })
})

const prepare = (encryptionKey: string, previousKey?: string) =>
  prepareDatabase(url, { encryptionKey, previousKey, rolePrefix })
const envOf = (encryptionKey: string, previousKey: string | undefined) => ({
  DATABASE_URL: url,
  PORCHLIGHT_ISSUER: 'https://id.example',
  PORCHLIGHT_DATABASE_ROLES: rolePrefix,
  PORCHLIGHT_DATA: folder,
  PORCHLIGHT_ENCRYPTION_KEY: encryptionKey,
  ...(previousKey !== undefined && { PORCHLIGHT_PREVIOUS_ENCRYPTION_KEY: previousKey }),
})
async function rotate(
  args: string[] = [],
  [encryptionKey, previousKey]: [string, string?] = [newKey, oldKey],
) {
  said.length = 0
  const closers: (() => unknown)[] = []
  try {
    await rotateKey(
      {
        config: readConfig(envOf(encryptionKey, previousKey)),
        ownerUrl: url,
        stopping: {
          add: (close: () => unknown) => void closers.push(close),
          closeAll: async () => {},
          isStopping: false,
        },
        say: (sentence: string) => said.push(sentence),
      },
      args,
    )
  } finally {
    for (const close of closers) await close()
  }
}
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: Error) => error.message,
  )
const identifiers = () =>
  owner`SELECT person_identifier_id AS id, value_encrypted AS sealed, value_hash AS hash FROM person_identifiers ORDER BY 1`
/** Whether every identifier opens to its value and is found by its blind index, each under one of these keys. */
const areWhole = async (keys: string[]) =>
  (await identifiers()).every(({ id, sealed, hash }) => {
    const value = `X${Number(id) - 1}`
    return (
      openValue(keys, sealed as Uint8Array) === value &&
      keys.some((key) => Buffer.compare(blindIndex(key, 'passport', value), hash as Uint8Array) === 0)
    )
  })
const countUnder = async (key: string) =>
  (await identifiers()).filter(({ sealed }) => {
    try {
      openValue(key, sealed as Uint8Array)
      return true
    } catch {
      return false
    }
  }).length
const steps = async () =>
  (
    await owner`SELECT details FROM record_entries WHERE action = 'encryption-key:rotate' ORDER BY record_entry_id`
  ).map(({ details }) => (details as { step: string }).step)

/** Adds a mail with a link of the key before, which has not left. */
async function addUnsentMail(nonce: string) {
  const [row] =
    await owner`INSERT INTO mailed_keys (web_user_id, purpose, email, nonce, key_hash, csr_id, expires_at, created_at)
    VALUES (1, 'password-reset', 'maria@example.com', ${nonce}, ${hashToken(mailedKey(oldKey, nonce))}, 'ines',
      now() + interval '1 day', now()) RETURNING mailed_key_id`
  await owner`INSERT INTO outgoing_messages (recipient, subject, body, mailed_key_id, created_at, next_attempt_at)
    VALUES ('maria@example.com', 's', '{mailed-key}', ${Number(row?.mailedKeyId)}, now(), now())`
}

test('refuses to begin while a mail of the version before waits, whose link names no key', async () => {
  await addUnsentMail('n')
  expect(await refusal(rotate())).toContain('1 mails of the version before wait')
  await owner`UPDATE outgoing_messages SET sent_at = now()`
  expect(await steps()).toEqual([])
})

test('refuses to begin without the second key, and while a process is connected that does not have the new key', async () => {
  expect(await refusal(rotate([], [oldKey]))).toContain('There is no other key to change to')
  expect(await refusal(rotate(['--finish'], [newKey, oldKey]))).toContain(
    'No change of the encryption key has begun',
  )
  const running = await prepare(oldKey)
  expect(await refusal(rotate())).toContain('does not have the new key')
  await running.close()
  expect([await steps(), await countUnder(oldKey)]).toEqual([[], many])
})

test('killed with SIGKILL in the middle and run again, loses no value; both keys read in between', {
  timeout: 120_000,
}, async () => {
  const running = await prepare(newKey, oldKey)
  expect(running.keys.readableKeys).toEqual([oldKey, newKey])
  // Holds the third batch, so that the command is in the middle when it is killed.
  const held = await owner.reserve()
  await held.unsafe('BEGIN')
  await held.unsafe('SELECT 1 FROM person_identifiers WHERE person_identifier_id = 1200 FOR UPDATE')
  const { kill, until } = startProcess(path.join(import.meta.dirname, 'rotate-process.fixture.ts'), [
    JSON.stringify(envOf(newKey, oldKey)),
  ])
  const waits = async () =>
    (
      await admin`SELECT 1 FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'
      AND pid IN (SELECT pid FROM pg_stat_activity WHERE datname = ${new URL(url).pathname.slice(1)})`
    ).length > 0
  await until(
    (async () => {
      while (!(await waits())) await new Promise(setImmediate)
    })(),
  )
  await kill()
  await held.unsafe('COMMIT')
  held.release()
  expect([await countUnder(newKey), await countUnder(oldKey)]).toEqual([1000, many - 1000])
  expect(await areWhole([newKey, oldKey])).toBe(true)

  expect(await refusal(rotate(['--finish']))).toMatch(/still uses the key before/)
  await running.close()
  expect(await refusal(rotate(['--finish']))).toContain(
    `${many - 1000} identifiers are not sealed under the new key`,
  )
  await rotate()
  expect(said.join('\n')).toContain('1,200 identifiers and 0 desk sessions are sealed under the new key')
  expect([await countUnder(newKey), await areWhole([newKey])]).toEqual([many, true])
  expect(await steps()).toEqual(['begun', 'resealed'])
})

test('a start needs both keys until the change is finished', async () => {
  expect(await refusal(prepare(newKey))).toContain('both keys are needed')
  expect(await refusal(prepare(oldKey))).toContain('both keys are needed')
  expect(await refusal(prepare(thirdKey, oldKey))).toContain('is not the key of the database')
  const { keys, close } = await prepare(newKey, oldKey)
  expect(keys.readableKeys).toEqual([newKey, oldKey])
  await close()
})

test('refuses to drop the key before while a mail waits whose link was made under it', async () => {
  await addUnsentMail(newMailedNonce(oldKey))
  expect(await refusal(rotate(['--finish']))).toContain('1 mails wait to leave')
  await owner`UPDATE outgoing_messages SET sent_at = now()`
})

test('drops the key before: it opens nothing, the roles have new passwords, and lasting hashes are still found', async () => {
  await rotate(['--finish'])
  const [credential] = await owner`SELECT totp_sealed FROM web_user_credentials`
  expect(openValue(newKey, credential?.totpSealed as Uint8Array)).toBe('authenticator')
  expect(said[0]).toContain(`The key ${keyIdOf(oldKey)} is dropped`)
  expect(await steps()).toEqual(['begun', 'resealed', 'finished'])
  expect(await refusal(prepare(oldKey))).toContain('is not the key of the database')
  const { keys, close, desk } = await prepare(newKey)
  expect(keys.readableKeys).toEqual([newKey])
  expect(await desk.unsafe('SELECT 1 AS one')).toEqual([{ one: 1 }])
  await close()
  expect(keys.keptHashKeys.map(({ purpose }) => purpose)).toEqual(['erased source key', 'search terms'])
})

test('changes the key a second time: the kept keys of the first change move along', async () => {
  // The hash of an erased person's number as version 0.2.0 made it.
  const first = createHmac('sha256', newKey).update('erased source key P-7').digest()
  await owner`INSERT INTO person_erasures (person_id, account_id, asked_by_csr_id, reason, asked_at, correlation_id, web_user_ids,
      alone_account_ids, shared_account_ids, kept, total, source_key_hash, words)
    VALUES (1, 1000000001, 'ines', 'asked', now(), gen_random_uuid(), '{}', '{}', '{}', '[]', 0, ${first}, '{}')`
  await rotate([], [thirdKey, newKey])
  await rotate(['--finish'], [thirdKey, newKey])
  const { keys, close } = await prepare(thirdKey)
  await close()
  expect(keys.keptHashKeys).toHaveLength(5)
  expect(erasedSourceKeys(keys, 'P-7').some((hash) => hash.equals(first))).toBe(true)
  const [row] = await owner`SELECT key_check, previous_key_check FROM installation`
  expect(row).toEqual({ keyCheck: keyCheckOf(thirdKey), previousKeyCheck: null })
  expect(await areWhole([thirdKey])).toBe(true)
  const [bankAccount] = await owner`SELECT number_encrypted, number_hash FROM bank_accounts`
  expect(openValue(thirdKey, bankAccount?.numberEncrypted as Uint8Array)).toBe(bankNumber)
  expect(Buffer.from(bankAccount?.numberHash as Uint8Array)).toEqual(
    Buffer.from(bankAccountHash(thirdKey, '122105155', bankNumber)),
  )
})
