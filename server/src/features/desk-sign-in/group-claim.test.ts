import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { GroupClaimOptions } from '#integrations/identity-provider/openid-client.ts'
import type { DemoStaff, GroupForm } from '#integrations/identity-provider/staff.ts'
import type { Browser } from '#testing/browser.ts'
import { demoStaff, issuer, startDeskWithProvider, totpSecret } from './desk-sign-in.fixture.ts'

type Changing = { -readonly [K in keyof DemoStaff]: DemoStaff[K] }

/** A person at the provider whose groups a test changes. */
const person = (
  subject: string,
  groupForm: GroupForm = 'list',
  groups: string[] | undefined = undefined,
): Changing => ({
  subject,
  userName: subject,
  displayName: `${subject} at the provider`,
  email: `${subject}@utility.example`,
  password: 'demo',
  totpSecret,
  roleDescription: '',
  groupForm,
  ...(groups && { groups }),
})

const agents = '7f0c9c3a-agents'
const many = [...Array.from({ length: 500 }, (_, n) => `group-${n}`), agents]
const forms: GroupForm[] = ['list', 'text', 'user-info', 'link', 'link-with-token', 'signed']
const bad: GroupForm[] = ['elsewhere', 'silent', 'redirects', 'hasgroups']
const people = [
  ...demoStaff.map((one): Changing => ({ ...one })),
  person('nia', 'list', [agents]),
  person('omar', 'list', ['unmapped']),
  person('pia', 'list'),
  person('odd', 'list', [agents]),
  ...[...forms, ...bad].map((form) => person(`by.${form}`, form, form === 'text' ? [agents] : many)),
]
const personOf = (subject: string): Changing => {
  const one = people.find((candidate) => candidate.subject === subject)
  if (!one) throw new Error(`nobody is called ${subject}`)
  return one
}

let desk: Awaited<ReturnType<typeof startDeskWithProvider>>
const start = (groups: GroupClaimOptions) =>
  startDeskWithProvider({ staff: people, groups: { timeoutMs: 2_000, ...groups } })
beforeAll(async () => {
  desk = await start({ claim: 'groups' })
  for (const [providerGroup, csrGroup] of [
    [agents, 'call-centre'],
    ['officers', 'security-officer'],
  ])
    await desk.app.owner`INSERT INTO group_mappings (provider_group, csr_group, mapped_by_csr_id, mapped_at)
      VALUES (${providerGroup ?? ''}, ${csrGroup ?? ''}, 'kenji.sato', current_instant())`
})
afterAll(() => desk.close())

/** Signs in as this person. Returns the desk's browser and its last answer. */
async function signIn(subject: string, at = desk) {
  const browser = at.newDesk()
  const { back } = await at.throughProvider(browser, subject)
  return { browser, answer: await browser.get(back) }
}
const isIn = async (browser: Browser) => (await browser.get('/api/desk')).status
const groupsOf = async (csrId: string, at = desk) =>
  (
    await at.app.owner`SELECT csr_group || ' ' || source AS held FROM group_memberships
      WHERE csr_id = ${csrId} AND effective_to > current_instant() ORDER BY 1`
  ).map(({ held }) => held)

describe('groups by claim', () => {
  test('make a member of staff of a person with a mapped group, and are recorded', async () => {
    const { browser } = await signIn('nia')
    expect(await isIn(browser)).toBe(200)
    expect(await groupsOf('nia')).toEqual(['call-centre claim'])
    expect(
      await desk.app.owner`SELECT issuer, display_name, email FROM csr_users WHERE csr_id = 'nia'`,
    ).toMatchObject([{ issuer, displayName: 'nia at the provider', email: 'nia@utility.example' }])
    const lines = await desk.app.owner`SELECT event, csr_id, details FROM record_entries
      WHERE action = 'provisioned-staff:change' AND csr_id = 'nia'`
    expect(lines).toMatchObject([
      { event: 'changed', details: { change: 'groups-claimed', gained: 'call-centre', lost: '' } },
    ])
  })

  test('refuses the sign-in if no group is mapped: no default group, no new member of staff', async () => {
    for (const subject of ['omar', 'pia']) {
      const { browser, answer } = await signIn(subject)
      expect([answer.status, await isIn(browser)]).toEqual([403, 401])
      expect(answer.text).toContain('You have no access to the support desk')
    }
    expect(await desk.app.owner`SELECT 1 FROM csr_users WHERE csr_id IN ('omar', 'pia')`).toHaveLength(0)
  })

  test('are taken at each sign-in: who left the group is out on every browser, and says why', async () => {
    const first = await signIn('nia')
    expect(await isIn(first.browser)).toBe(200)
    personOf('nia').groups = ['unmapped']
    const { browser, answer } = await signIn('nia')
    expect(answer.status).toBe(403)
    expect(answer.text).toContain('You are in no group of the support desk')
    expect([await isIn(browser), await isIn(first.browser)]).toEqual([401, 401])
    expect(JSON.parse((await first.browser.get('/sign-in/ended')).text)).toEqual({ why: 'group-lost' })
    expect(await groupsOf('nia')).toEqual([])
    personOf('nia').groups = [agents]
    expect(await isIn((await signIn('nia')).browser)).toBe(200)
  })

  test('leave alone what was given by hand', async () => {
    const before = await groupsOf('amara.okafor')
    personOf('amara.okafor').groups = [agents]
    await signIn('amara.okafor')
    expect(await groupsOf('amara.okafor')).toEqual(['call-centre claim', ...before].sort())
    personOf('amara.okafor').groups = []
    expect(await isIn((await signIn('amara.okafor')).browser)).toBe(200)
    expect(await groupsOf('amara.okafor')).toEqual(before)
  })

  test('that give a group with a second factor ask for it in the same sign-in', async () => {
    personOf('nia').groups = [agents, 'officers']
    const { browser, answer } = await signIn('nia')
    expect(answer.status).toBe(303)
    expect(String(answer.headers.location)).toContain('acr_values=')
    expect(await isIn(browser)).toBe(401)
    personOf('nia').groups = [agents]
    await signIn('nia')
  })

  test('never take the last security officer away: the sign-in is refused by name, with an alert', async () => {
    await desk.app.owner`DELETE FROM group_memberships WHERE csr_group = 'security-officer'`
    await desk.app
      .owner`INSERT INTO group_memberships (csr_group, csr_id, source) VALUES ('security-officer', 'kenji.sato', 'claim')`
    personOf('kenji.sato').groups = []
    const { answer } = await signIn('kenji.sato')
    expect(answer.status).toBe(403)
    expect(answer.text).toContain('you are the last security officer')
    expect(await groupsOf('kenji.sato')).toEqual(['security-officer claim'])
    expect(
      await desk.app.owner`SELECT about_csr_id FROM to_dos WHERE subject = 'last-security-officer'`,
    ).toMatchObject([{ aboutCsrId: 'kenji.sato' }])
  })

  test.each([
    ['a number', [7]],
    ['an object', [{ name: agents }]],
    ['a name that is too long', ['x'.repeat(301)]],
    ['a NUL', ['a\0b']],
    ['too many', Array.from({ length: 5_001 }, (_, n) => `g${n}`)],
  ])('that are no list of texts are refused by name: %s', async (_, groups) => {
    personOf('odd').groups = groups as string[]
    const { browser, answer } = await signIn('odd')
    expect([answer.status, await isIn(browser)]).toEqual([403, 401])
    expect(answer.text).toContain('We could not read your groups')
  })
})

describe('where the token has no room for them', () => {
  test.each(forms)('they are resolved: %s', async (form) => {
    const { browser } = await signIn(`by.${form}`)
    expect(await isIn(browser)).toBe(200)
    expect(await groupsOf(`by.${form}`)).toEqual(['call-centre claim'])
    const [row] = await desk.app
      .owner`SELECT cardinality(provider_groups) AS n FROM claimed_groups WHERE csr_id = ${`by.${form}`}`
    expect(Number(row?.n)).toBe(form === 'text' ? 1 : 501)
  })

  test.each<[GroupForm, number, string]>([
    ['elsewhere', 403, 'We could not read your groups'],
    ['redirects', 403, 'We could not read your groups'],
    ['hasgroups', 403, 'We could not read your groups'],
    ['silent', 503, 'did not tell us in time which groups you are in'],
  ])('%s is refused, never a default', async (form, status, words) => {
    const { browser, answer } = await signIn(`by.${form}`)
    expect([answer.status, await isIn(browser)]).toEqual([status, 401])
    expect(answer.text).toContain(words)
    expect(await desk.app.owner`SELECT 1 FROM csr_users WHERE csr_id = ${`by.${form}`}`).toHaveLength(0)
  })

  test('a configured address is asked instead of the link, with a token of our own', async () => {
    const other = await start({
      claim: 'groups',
      url: `${issuer}/groups/{subject}/getMemberObjects`,
      scope: 'groups.read',
    })
    try {
      await other.app
        .owner`INSERT INTO group_mappings (provider_group, csr_group, mapped_by_csr_id, mapped_at)
        VALUES (${agents}, 'call-centre', 'kenji.sato', current_instant())`
      for (const form of ['hasgroups', 'elsewhere', 'silent']) {
        expect(await isIn((await signIn(`by.${form}`, other)).browser)).toBe(200)
        expect(await groupsOf(`by.${form}`, other)).toEqual(['call-centre claim'])
      }
    } finally {
      await other.close()
    }
  })
})
