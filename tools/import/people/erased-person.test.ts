import { erasedSourceKey } from '@porchlight/server/features/person-data/index.ts'
import { testEncryptionKey } from '@porchlight/server/testing/cluster.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openImportApp } from '../import.fixture.ts'

let app: Awaited<ReturnType<typeof openImportApp>>
beforeAll(async () => {
  app = await openImportApp()
})
afterAll(() => app.close())

test('an erased person does not come back with the next file; the rest of the file goes in', async () => {
  const { owner } = app
  const maria = { sourceKey: 'P-1', names: [{ given: 'Maria', surname: 'Alvarez' }] }
  const john = { sourceKey: 'P-2', names: [{ given: 'John', surname: 'Smith' }] }
  await app.bringRecords('people', maria)
  const [person] = await owner`SELECT person_id FROM persons WHERE source_key = 'P-1'`
  const personId = Number(person?.personId)
  await owner`INSERT INTO csr_users (csr_id, issuer, subject, display_name, email) VALUES ('ines', 'i', 'ines', 'Ines', 'i@u.example')
    ON CONFLICT DO NOTHING`
  await owner`INSERT INTO accounts (account_id, customer_class, division, status, opened_on)
    VALUES (1900000001, 'residential', 'Harbor', 'closed', '2020-01-01')`
  await owner`SELECT begin_person_erasure(${personId}, 1900000001, 'ines', 'asked', gen_random_uuid(), ${erasedSourceKey(testEncryptionKey, 'P-1')})`
  for (let isDone: unknown = false; isDone === false; )
    [{ isDone } = { isDone: null }] = await owner`SELECT erase_person_batch(500) AS is_done`
  const outcome = await app.bringRecords('people', maria, john)
  expect(outcome).toMatchObject({ created: 1, rejected: 1, rejects: ['1 sourceKey person-erased'] })
  expect(await owner`SELECT surname FROM person_names WHERE surname <> 'Smith'`).toEqual([
    { surname: `Erased person ${personId}` },
  ])
})
