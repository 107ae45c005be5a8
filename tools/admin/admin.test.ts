import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { town } from '../../server/src/testing/small-town.ts'
import { createTestApp, type TestApp } from '../../server/src/testing/test-app.ts'
import { grant } from './grant.ts'
import { scim } from './scim.ts'
import { activate, deactivate, list, revoke } from './staff.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())

type Verb = (sql: TestApp['owner'], args: string[]) => Promise<string>
const admin = (verb: unknown, ...args: string[]) =>
  app.owner.begin((sql) => (verb as Verb)(sql as TestApp['owner'], args))
const signInOf = async (csrId: string): Promise<[string, string]> => {
  const [csr] = await app.owner`SELECT issuer, subject FROM csr_users WHERE csr_id = ${csrId}`
  return [String(csr?.issuer), String(csr?.subject)]
}
const lines = async (action: string) =>
  (await app.owner`SELECT event, actor_kind, details FROM record_entries WHERE action = ${action}`).map(
    (row) => ({
      ...row,
    }),
  )

test('list names everybody with groups, sessions and the last sign-in, and leaves a line in the record', async () => {
  await app.asCsr('amara.okafor')
  const text = await admin(list)
  expect(text).toMatch(/^CSR +NAME +STATE +GROUPS/)
  expect(text).toMatch(/^amara\.okafor +Amara Okafor +active +call-centre +20\d\d-\d\d-\d\d \d\d:\d\d +1 /m)
  expect(await lines('csr:list')).toMatchObject([{ event: 'read', actorKind: 'system' }])
})

test('revoke takes a group: what it gave is refused from the next request on', async () => {
  const amara = await app.asCsr('amara.okafor')
  const search = () => amara.api.readAccount({ params: { accountId: town.mariaAccount } })
  await search()
  expect(await admin(revoke, 'call-centre', 'amara.okafor')).toBe(
    'amara.okafor is no longer in the group call-centre.',
  )
  await expect(search()).rejects.toMatchObject({ status: 403, body: { reason: 'permission-missing' } })
  await expect(admin(revoke, 'call-centre', 'amara.okafor')).rejects.toThrow('is not in the group')
  expect(await lines('csr-group:revoke')).toMatchObject([
    { event: 'changed', details: { group: 'call-centre', csrId: 'amara.okafor' } },
  ])
  const [csr] = await app.owner`SELECT issuer, subject FROM csr_users WHERE csr_id = 'amara.okafor'`
  await admin(grant, 'call-centre', String(csr?.issuer), String(csr?.subject))
  await search()
})

test('deactivate ends sessions and masquerades at once; activate brings none of them back', async () => {
  const amara = await app.asCsr('amara.okafor')
  const started = await amara.api.startMasquerade({
    body: {
      webUserId: town.maria,
      accountId: town.mariaAccount,
      purposeKind: 'call',
      purposeReference: 'call 1',
      promptVersion: 0,
      locale: 'en',
    },
  })
  expect(await admin(deactivate, 'amara.okafor')).toMatch(
    /^amara\.okafor is switched off; \d+ sessions and 1 masquerades have ended\.$/,
  )
  const [masquerade] =
    await app.owner`SELECT end_cause FROM masquerades WHERE masquerade_id = ${started.masqueradeId}`
  expect(masquerade?.endCause).toBe('permission-lost')
  await expect(admin(deactivate, 'amara.okafor')).rejects.toThrow('is switched off already')
  expect(await admin(activate, 'amara.okafor')).toBe('amara.okafor is active, and can sign in again.')
  await expect(amara.api.readDesk()).rejects.toMatchObject({ status: 401 })
  expect(await lines('csr:deactivate')).toMatchObject([{ event: 'changed', actorKind: 'system' }])
  expect(await lines('csr:activate')).toHaveLength(1)
})

describe('the last security officer stays', () => {
  const refused = expect.objectContaining({
    name: 'StartRefused',
    message: expect.stringMatching(/^No security officer would be left/),
  })
  test.each<[string, () => Promise<unknown>]>([
    ['when the group is revoked', () => admin(revoke, 'security-officer', 'kenji.sato')],
    ['when the officer is deactivated', () => admin(deactivate, 'kenji.sato')],
  ])('%s', async (_, work) => {
    await expect(work()).rejects.toThrow(refused)
    const [row] = await app.owner`SELECT is_active, permissions_of(csr_id) @> '{staff:change}' AS may
      FROM csr_users WHERE csr_id = 'kenji.sato'`
    expect(row).toMatchObject({ isActive: true, may: true })
  })

  test('when the group of the identity provider that made the officer is unmapped', async () => {
    await app.owner`INSERT INTO claimed_groups (csr_id, provider_groups, seen_at) VALUES ('kenji.sato', '{Officers}', now())`
    await admin(scim, 'map', 'Officers', 'security-officer')
    await app.owner`DELETE FROM group_memberships WHERE csr_id = 'kenji.sato' AND source = 'hand'`
    await expect(admin(scim, 'unmap', 'Officers', 'security-officer')).rejects.toThrow(refused)
    await admin(grant, 'security-officer', ...(await signInOf('kenji.sato')))
    expect(await admin(scim, 'unmap', 'Officers', 'security-officer')).toMatch(/1 person changed/)
  })

  test('and goes when a command has made another', async () => {
    await admin(grant, 'security-officer', ...(await signInOf('ines.ferreira')))
    await admin(revoke, 'security-officer', 'kenji.sato')
    await expect(admin(deactivate, 'ines.ferreira')).rejects.toThrow(refused)
    await admin(grant, 'security-officer', ...(await signInOf('kenji.sato')))
    await admin(revoke, 'security-officer', 'ines.ferreira')
  })
})

test('each command keeps a version, which the desk shows without a CSR', async () => {
  const signIn = await signInOf('tom.becker')
  const kenji = await app.asCsr('kenji.sato')
  const readTom = () => kenji.api.readCsr({ params: { memberId: 'tom.becker' } })
  const before = (await readTom()).version
  await admin(grant, 'supervisors', ...signIn)
  await admin(grant, 'supervisors', ...signIn)
  await admin(revoke, 'supervisors', 'tom.becker')
  await admin(deactivate, 'tom.becker')
  await admin(activate, 'tom.becker')
  const { version, versions } = await readTom()
  expect(version).toBe(before + 4)
  expect(versions.slice(0, 4).map(({ change, source, changedBy }) => [change, source, changedBy])).toEqual(
    ['activated', 'deactivated', 'group-revoked', 'group-granted'].map((change) => [change, 'command', null]),
  )
})

test.each([
  [
    'a group that is none',
    revoke,
    ['nobodies', 'amara.okafor'],
    /There is no group "nobodies": there are call-centre/,
  ],
  ['a CSR who is none', deactivate, ['nobody.here'], /There is no CSR "nobody.here"/],
  ['too few words', revoke, ['call-centre'], /^Usage: npm run admin/],
  ['too many words', list, ['all'], /^Usage: npm run admin/],
  ['an option that is none', activate, ['--force'], /^Usage: npm run admin/],
])('%s is refused in a sentence', async (_, verb, args, words) => {
  await expect(admin(verb, ...args)).rejects.toThrow(
    expect.objectContaining({ name: 'StartRefused', message: expect.stringMatching(words) }),
  )
})
