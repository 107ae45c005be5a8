import { onlyKey } from '@porchlight/server/encryption/encryption-keys.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '../../server/src/config.ts'
import { testEncryptionKey } from '../../server/src/testing/cluster.ts'
import { town } from '../../server/src/testing/small-town.ts'
import { createTestApp, type TestApp } from '../../server/src/testing/test-app.ts'
import { invite } from './invite.ts'

let app: TestApp
const said: string[] = []
beforeAll(async () => {
  app = await createTestApp()
  await app.owner`DELETE FROM web_user_credentials WHERE web_user_id IN (${town.john}, ${town.olga})`
})
afterAll(() => app.close())

async function run(...args: string[]) {
  said.length = 0
  const closers: (() => Promise<unknown> | unknown)[] = []
  const on = {
    config: readConfig({}),
    ...onlyKey(testEncryptionKey),
    ownerUrl: app.url,
    stopping: {
      add: (close: () => unknown) => void closers.push(close),
      closeAll: async () => {},
      isStopping: false,
    },
    say: (sentence: string) => void said.push(sentence),
  }
  try {
    await invite(on, args)
  } finally {
    for (const close of closers) await close()
  }
}
const invited = async () =>
  (
    await app.owner`SELECT web_user_id FROM mailed_keys WHERE purpose = 'password-reset' AND used_at IS NULL
    AND expires_at > now() ORDER BY 1`
  ).map((row) => row.webUserId)

test('invites the named people, then everybody else without a password, each once', async () => {
  await run('j.smith')
  expect(await invited()).toEqual([town.john])
  await run('--all')
  expect(said.at(-1)).toMatch(/^1 invitations are on their way/)
  expect(await invited()).toEqual([town.john, town.olga].sort())
  await run('--all')
  expect(said.at(-1)).toMatch(/^0 invitations/)
  const lines =
    await app.owner`SELECT web_user_id, actor_kind FROM record_entries WHERE action = 'web-user:invite'`
  expect(lines).toHaveLength(2)
  const messages = await app.owner`SELECT recipient, body FROM outgoing_messages ORDER BY 1`
  expect(messages.map((row) => row.recipient)).toEqual(['j.smith@example.com', 'o.petrova@example.com'])
  expect(String(messages[0]?.body)).toContain('/reset-password?welcome=&key={mailed-key}')
})

test('a new link replaces the earlier one', async () => {
  await run('--all', '--again')
  expect(said.at(-1)).toMatch(/^2 invitations/)
  expect(await invited()).toHaveLength(2)
})

test.each([
  ['nobody', ['x.y'], /There is no web user "x.y"/],
  ['somebody with a password', ['m.alvarez'], /has a password already/],
  ['neither names nor --all', [], /Say whom/],
  ['both', ['--all', 'j.smith'], /Say whom/],
])('%s is refused in a sentence', async (_, args, words) => {
  await expect(run(...args)).rejects.toThrow(words)
})
