import { afterAll, beforeAll, expect, test } from 'vitest'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

const body = { accountNumber: String(town.otherAccount), postalCode: '92101' }

test.each([
  ['nine digits', { accountNumber: '123456789' }, 'accountNumber', 'account-number'],
  ['letters', { accountNumber: '10000000O3' }, 'accountNumber', 'account-number'],
  ['digits of another script', { accountNumber: '١٠٠٠٠٠٠٠٠٣' }, 'accountNumber', 'account-number'],
  ['an empty account number', { accountNumber: '' }, 'accountNumber', 'account-number'],
  ['SQL', { accountNumber: "1' OR '1'='1" }, 'accountNumber', 'account-number'],
  ['markup', { postalCode: '<script>' }, 'postalCode', 'postal-code'],
  ['a pattern', { postalCode: '92%' }, 'postalCode', 'postal-code'],
  ['a null character', { postalCode: '921\u00001' }, 'postalCode', 'postal-code'],
  ['no postal code', { postalCode: ' ' }, 'postalCode', 'postal-code'],
])('%s is refused by its field', async (_, part, field, reason) => {
  const maria = await app.asCustomer(town.maria)
  await expect(maria.api.linkAccount({ body: { ...body, ...part } })).rejects.toMatchObject({
    status: 422,
    body: { reason: 'invalid-field', fields: [{ field, reason }] },
  })
})

test('a stranger is not signed in', async () => {
  await expect(app.visitor().api.linkAccount({ body })).rejects.toMatchObject({ status: 401 })
})
