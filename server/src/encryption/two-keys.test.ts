import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { blindIndex, openValue, sealMarkOf, sealValue } from '#encryption/sealed-value.ts'
import { cursorOf, placeOf } from '#features/person-data/export/cursor.ts'
import { erasedSourceKey, erasedSourceKeys } from '#features/person-data/index.ts'
import { termsHash, termsHashesOf } from '#features/searches-at-rest/terms-hash.ts'
import { formToken, isFormToken } from '#http/form-token.ts'
import { openCookie, sealCookie } from '#http/sealed-cookie.ts'
import { hashesOfTyped, hashReadOutCode, newNonce, readOutCode } from '#sessions/read-out-code.ts'
import { mailedKey, mailedKeyOf, newMailedNonce } from '#sessions/token.ts'
import { testEncryptionKey } from '#testing/cluster.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { hashKeyOf } from './hash-keys.ts'

const oldKey = testEncryptionKey
const newKey = 'the new encryption key, of thirty-two characters'
const strange = 'another encryption key altogether, not of here'
const both = [newKey, oldKey]

describe('a product with two keys', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await createTestApp({ encryptionKey: newKey, readableKeys: both })
    for (const [id, key, value] of [
      [7001, oldKey, 'X1234567'],
      [7002, newKey, 'Y7654321'],
    ] as const)
      await app.owner`INSERT INTO person_identifiers (person_identifier_id, person_id, identifier_type, value_encrypted, value_hash, masked_value)
        VALUES (${id}, 1, 'driver-licence', ${sealValue(key, value)}, ${blindIndex(key, 'driver-licence', value)}, '••••')`
  })
  afterAll(() => app.close())

  test('with two keys the desk reveals and finds identifiers of both, and takes a form that was loaded under the old key', async () => {
    // The browser of the tests makes its form tokens with the old key.
    const amara = await app.asCsr('amara.okafor')
    const revealed = async (personIdentifierId: number) =>
      (await amara.api.revealIdentifier({ body: { accountId: town.mariaAccount, personIdentifierId } })).value
    expect([await revealed(7001), await revealed(7002)]).toEqual(['X1234567', 'Y7654321'])
    for (const identifier of ['X1234567', 'Y7654321'])
      expect((await amara.api.searchCustomers({ body: { identifier } })).rows).not.toEqual([])
  })

  test('digits that the portal shows under the new key are right for a code of the old key, and the other way around', async () => {
    const [purposeKind, purposeReference] = ['call', 'C-1']
    const target = { webUserId: town.maria, accountId: town.mariaAccount }
    const amara = await app.asCsr('amara.okafor')
    await amara.api.askForReadOutCode({
      body: { ...target, purposeKind, purposeReference, channel: 'portal' },
    })
    const [row] = await app.owner`SELECT nonce FROM read_out_codes ORDER BY read_out_code_id DESC LIMIT 1`
    const nonce = String(row?.nonce)
    const underOld = hashReadOutCode(oldKey, nonce, readOutCode(oldKey, nonce))
    await app.owner`UPDATE read_out_codes SET code_hash = ${underOld} WHERE nonce = ${nonce}`
    const { codes } = await (await app.asCustomer(town.maria)).api.readSupportCodes()
    const code = codes[0]?.code ?? ''
    expect(code).toBe(readOutCode(newKey, nonce))
    const body = { ...target, purposeKind, purposeReference, identifiers: [], code }
    expect(await amara.api.verifyCaller({ body })).toMatchObject({ grade: 'code' })
  })
})

test('a sealed value names its key; a value of version 0.2.0 opens under whichever key made it', () => {
  const sealed = sealValue(oldKey, 'X1234567')
  expect(Buffer.from(sealed.subarray(0, 10))).toEqual(Buffer.from(sealMarkOf(oldKey)))
  expect(openValue(both, sealed)).toBe('X1234567')
  const first = sealed.subarray(10)
  expect(openValue(both, first)).toBe('X1234567')
  expect(() => openValue(newKey, sealed)).toThrow()
  expect(() => openValue([newKey, strange], first)).toThrow()
})

test.each([
  [
    'a sealed cookie',
    (key: string) => openCookie(both, 'kept form', sealCookie(key, 'kept form', { a: 1 })) !== undefined,
  ],
  ['a form token', (key: string) => isFormToken(both, 'credential', formToken(key, 'credential'))],
  [
    'a cursor of an export',
    (key: string) => {
      const of = { personId: 1, csrId: 'c', deskSessionId: 2 }
      return placeOf(both, of, cursorOf(key, of, { section: 0, after: '', written: 1 })) !== undefined
    },
  ],
  [
    'a read-out code',
    (key: string) => {
      const nonce = newNonce()
      const made = Buffer.from(hashReadOutCode(key, nonce, readOutCode(key, nonce)))
      return hashesOfTyped(both, nonce, readOutCode(key, nonce)).some((hash) => made.equals(hash))
    },
  ],
  [
    'the key of a mailed link',
    (key: string) => {
      const nonce = newMailedNonce(key)
      return mailedKeyOf(both, nonce) === mailedKey(key, nonce)
    },
  ],
])('%s is accepted under both keys and under no other', (_, isAccepted) => {
  expect([isAccepted(newKey), isAccepted(oldKey), isAccepted(strange)]).toEqual([true, true, false])
})

test('a dropped key leaves the keys of lasting hashes: a search on the record and an erased person are still found', () => {
  const kept = {
    encryptionKey: newKey,
    readableKeys: [newKey],
    keptHashKeys: [
      { purpose: 'search terms', key: hashKeyOf(oldKey, 'search terms') },
      { purpose: 'erased source key', key: hashKeyOf(oldKey, 'erased source key') },
    ] as const,
  }
  const forgotten = { ...kept, keptHashKeys: [] }
  const made = termsHash(oldKey, { name: 'maria' })
  expect(termsHashesOf(kept, 'maria')).toContain(made)
  expect(termsHashesOf(forgotten, 'maria')).not.toContain(made)
  const erased = erasedSourceKey(oldKey, 'P-1')
  const isFound = (keys: typeof kept | typeof forgotten) =>
    erasedSourceKeys(keys, 'P-1').some((hash) => hash.equals(erased))
  expect([isFound(kept), isFound(forgotten)]).toEqual([true, false])
})
