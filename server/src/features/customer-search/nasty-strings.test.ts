import { expect, test } from 'vitest'
import { createTestApp } from '#testing/test-app.ts'
import { nastyStrings } from './nasty-strings.fixture.ts'

test('whatever is typed, the answer is an answer', async () => {
  const house = await createTestApp()
  const amara = await house.asCsr('amara.okafor')
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
  const strings = await nastyStrings()
  for (let at = 0; at < strings.length; at += 2) {
    const field = fields[(at / 2) % fields.length] ?? 'name'
    await Promise.all([ask('box', strings[at] ?? ''), ask(field, strings[at + 1] ?? '')])
  }
  await house.close()
  expect(failed).toEqual([])
})
