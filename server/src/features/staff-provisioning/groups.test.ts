import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { groupsOf, mapGroup, type Scim, type ScimBody, scimClient } from './scim.fixture.ts'

let app: TestApp
let scim: Scim
let ana: string
let ben: string
beforeAll(async () => {
  app = await createTestApp()
  scim = await scimClient(app)
  ana = await scim.user('ana@utility.example')
  ben = await scim.user('ben@utility.example')
  await mapGroup(app, 'Desk Agents', 'call-centre')
  await mapGroup(app, 'obj-supervisors', 'supervisors')
})
afterAll(() => app.close())

const namesOf = ({ members = [] }: ScimBody) => members.map(({ display }) => display)

describe('a group', () => {
  test('that is mapped by its name gives our group to its members, and takes it again', async () => {
    const id = await scim.group('Desk Agents', [ana], { externalId: 'obj-agents' })
    expect(await groupsOf(app, 'ana')).toEqual(['call-centre scim'])
    const { body } = await scim.send('GET', `/Groups/${id}`)
    expect(body).toMatchObject({
      id,
      displayName: 'Desk Agents',
      externalId: 'obj-agents',
      members: [
        {
          value: ana,
          display: 'ana@utility.example',
          type: 'User',
          $ref: `http://desk.localhost:8080/scim/v2/Users/${ana}`,
        },
      ],
      meta: { resourceType: 'Group', version: 'W/"1"' },
    })
    expect((await scim.send('GET', `/Users/${ana}`)).body.groups).toMatchObject([
      { value: id, display: 'Desk Agents', type: 'direct' },
    ])

    const entra = await scim.patch(`/Groups/${id}`, [{ op: 'Add', path: 'members', value: [{ value: ben }] }])
    expect([entra.status, namesOf(entra.body)]).toEqual([200, ['ana@utility.example', 'ben@utility.example']])
    expect(await groupsOf(app, 'ben')).toEqual(['call-centre scim'])
    await scim.patch(`/Groups/${id}`, [{ op: 'Remove', path: `members[value eq "${ana}"]` }])
    expect(await groupsOf(app, 'ana')).toEqual([])
    await scim.patch(`/Groups/${id}`, [{ op: 'Remove', path: 'members', value: [{ value: ben }] }])
    expect(await groupsOf(app, 'ben')).toEqual([])

    const okta = await scim.send('PUT', `/Groups/${id}`, {
      displayName: 'Desk Agents',
      externalId: 'obj-agents',
      members: [{ value: ana }],
    })
    expect(namesOf(okta.body)).toEqual(['ana@utility.example'])
    expect(await groupsOf(app, 'ana')).toEqual(['call-centre scim'])
    // Okta names the group in the value of its PATCH.
    await scim.patch(`/Groups/${id}`, [{ op: 'replace', value: { id, displayName: 'Renamed' } }])
    expect(await groupsOf(app, 'ana')).toEqual([])
    await scim.patch(`/Groups/${id}`, [{ op: 'replace', path: 'displayName', value: 'Desk Agents' }])
    expect(await groupsOf(app, 'ana')).toEqual(['call-centre scim'])

    expect((await scim.send('DELETE', `/Groups/${id}`)).status).toBe(204)
    expect(await groupsOf(app, 'ana')).toEqual([])
    expect((await scim.send('GET', `/Groups/${id}`)).status).toBe(404)
  })

  test('that is mapped by its external id gives our group too; one that is not mapped gives nothing', async () => {
    const mapped = await scim.group('Whatever the name', [ana], { externalId: 'obj-supervisors' })
    const unmapped = await scim.group('Everyone', [ana, ben])
    expect(await groupsOf(app, 'ana')).toEqual(['supervisors scim'])
    expect(await groupsOf(app, 'ben')).toEqual([])
    for (const id of [mapped, unmapped]) await scim.send('DELETE', `/Groups/${id}`)
  })

  test('leaves alone what was given by hand', async () => {
    const id = await scim.group('Desk Agents')
    const tom = await scim.user('tom@utility.example', { externalId: 'tom.becker' })
    const before = await groupsOf(app, 'tom.becker')
    await scim.patch(`/Groups/${id}`, [{ op: 'add', path: 'members', value: [{ value: tom }] }])
    expect(await groupsOf(app, 'tom.becker')).toEqual(['call-centre scim', ...before].sort())
    await scim.patch(`/Groups/${id}`, [{ op: 'remove', path: 'members' }])
    expect(await groupsOf(app, 'tom.becker')).toEqual(before)
    await scim.send('DELETE', `/Groups/${id}`)
  })

  test('has a displayName of its own, and members who are users here', async () => {
    const id = await scim.group('Own name')
    expect(await scim.send('POST', '/Groups', { displayName: 'OWN NAME' })).toMatchObject({
      status: 409,
      body: { scimType: 'uniqueness' },
    })
    for (const value of ['nobody', '7d1f0f6e-0000-4000-8000-000000000000', id])
      expect(
        await scim.patch(`/Groups/${id}`, [{ op: 'add', path: 'members', value: [{ value }] }]),
      ).toMatchObject({
        status: 400,
        body: { scimType: 'invalidValue' },
      })
    expect(await scim.send('POST', '/Groups', { members: [] })).toMatchObject({
      status: 400,
      body: { scimType: 'invalidValue' },
    })
    await scim.send('DELETE', `/Groups/${id}`)
  })

  test('is listed by a filter, with or without its members', async () => {
    const id = await scim.group('Listed', [ana])
    const list = async (query: string) => (await scim.send('GET', `/Groups?${query}`)).body
    const byName = `filter=${encodeURIComponent('displayName eq "listed"')}`
    expect((await list(byName)).Resources).toMatchObject([{ id, members: [{ value: ana }] }])
    const { Resources } = await list(`${byName}&excludedAttributes=members`)
    expect(Resources[0]).not.toHaveProperty('members')
    expect(
      (await list(`filter=${encodeURIComponent(`members eq "${ana}"`)}&attributes=displayName`)).Resources,
    ).toMatchObject([{ id, displayName: 'Listed' }])
    expect(
      (await list(`filter=${encodeURIComponent(`id eq "${id}" and members[value eq "${ben}"]`)}`))
        .totalResults,
    ).toBe(0)
    expect((await scim.send('GET', `/Groups/${id}?excludedAttributes=members`)).body).not.toHaveProperty(
      'members',
    )
    await scim.send('DELETE', `/Groups/${id}`)
  })

  test('the same members again are no change, and two changes at once both count', async () => {
    const id = await scim.group('Race', [ana])
    const again = await scim.patch(`/Groups/${id}`, [
      { op: 'add', path: 'members', value: [{ value: ana.toUpperCase() }] },
    ])
    expect(again.body.meta.version).toBe('W/"1"')
    const [one, other] = await Promise.all([
      scim.patch(`/Groups/${id}`, [{ op: 'add', path: 'members', value: [{ value: ben }] }]),
      scim.patch(`/Groups/${id}`, [{ op: 'remove', path: `members[value eq "${ana}"]` }]),
    ])
    expect([one.status, other.status]).toEqual([200, 200])
    expect((await scim.send('GET', `/Groups/${id}`)).body.members).toMatchObject([{ value: ben }])
    await scim.send('DELETE', `/Groups/${id}`)
  })

  test('takes five hundred members in one PATCH', async () => {
    await app.owner`INSERT INTO csr_users (csr_id, issuer, subject, display_name, email)
      SELECT 'many.' || n, 'i', 'many ' || n, 'M', '' FROM generate_series(1, 500) n`
    const many =
      await app.owner`INSERT INTO provisioned_staff (csr_id, user_name, attributes, created_at, changed_at)
      SELECT 'many.' || n, 'many' || n, '{"active":true}', now(), now() FROM generate_series(1, 500) n RETURNING scim_id`
    const id = await scim.group('Desk Agents')
    const value = many.map(({ scimId }) => ({ value: scimId }))
    expect(
      (await scim.patch(`/Groups/${id}`, [{ op: 'Add', path: 'members', value }])).body.members,
    ).toHaveLength(500)
    const [held] =
      await app.owner`SELECT count(*) AS n FROM group_memberships WHERE csr_id LIKE 'many.%' AND effective_to > now()`
    expect(Number(held?.n)).toBe(500)
    await scim.send('DELETE', `/Groups/${id}`)
  })
})

describe('the last security officer', () => {
  const alerts = () =>
    app.owner`SELECT subject, about_csr_id FROM to_dos WHERE subject = 'last-security-officer'`

  test('cannot be taken away: refused by name, with a line in the record and one alert', async () => {
    const kenji = await scim.user('kenji@utility.example', { externalId: 'kenji.sato' })
    const off = [{ op: 'Replace', path: 'active', value: 'False' }]
    for (const attempt of [
      () => scim.patch(`/Users/${kenji}`, off),
      () => scim.send('DELETE', `/Users/${kenji}`),
      () =>
        scim.send('PUT', `/Users/${kenji}`, {
          userName: 'kenji@utility.example',
          externalId: 'kenji.sato',
          active: false,
        }),
    ]) {
      const refused = await attempt()
      expect(refused.status).toBe(409)
      expect(refused.body.detail).toMatch(/^last-security-officer: /)
    }
    expect((await scim.send('GET', `/Users/${kenji}`)).body).toMatchObject({
      active: true,
      meta: { version: 'W/"1"' },
    })
    expect(await app.owner`SELECT is_active FROM csr_users WHERE csr_id = 'kenji.sato'`).toMatchObject([
      { isActive: true },
    ])
    expect(await alerts()).toMatchObject([{ aboutCsrId: 'kenji.sato' }])
    const lines =
      await app.owner`SELECT client_id, details FROM record_entries WHERE reason = 'last-security-officer' AND event = 'refused'`
    expect(lines).toHaveLength(3)
    expect(lines[0]).toMatchObject({ clientId: 'scim:entra', details: { csrId: 'kenji.sato' } })
    // The alert is seen at the desk, in the security officer's list.
    const desk = await app.asCsr('kenji.sato')
    expect((await desk.api.listAlerts()).alerts).toMatchObject([
      { subject: 'last-security-officer', csrId: 'kenji.sato' },
    ])

    // With a second officer the first can go; then the second is the last.
    const eve = await scim.user('eve@utility.example')
    await mapGroup(app, 'Officers', 'security-officer')
    const officers = await scim.group('Officers', [eve])
    expect((await scim.patch(`/Users/${kenji}`, off)).status).toBe(200)
    const refused = await scim.patch(`/Groups/${officers}`, [{ op: 'remove', path: 'members' }])
    expect([refused.status, await groupsOf(app, 'eve')]).toEqual([409, ['security-officer scim']])
    expect((await scim.send('DELETE', `/Groups/${officers}`)).status).toBe(409)
    await scim.patch(`/Users/${kenji}`, [{ op: 'replace', value: { active: true } }])
    expect((await scim.send('DELETE', `/Groups/${officers}`)).status).toBe(204)
  })

  test('two of them cannot be taken away by two requests at once', async () => {
    const { body } = await scim.send(
      'GET',
      `/Users?filter=${encodeURIComponent('userName eq "kenji@utility.example"')}`,
    )
    const kenji = body.Resources[0]?.id ?? ''
    const flo = await scim.user('flo@utility.example')
    await scim.group('Officers', [flo])
    const gone = await Promise.all([
      scim.send('DELETE', `/Users/${kenji}`),
      scim.send('DELETE', `/Users/${flo}`),
    ])
    expect(gone.map(({ status }) => status).sort()).toEqual([204, 409])
  })
})

test('a group of the provider gives what our group may, and no more', async () => {
  const gil = await scim.user('gil@utility.example')
  const desk = await app.asCsr('gil')
  await expect(desk.api.readAccount({ params: { accountId: town.mariaAccount } })).rejects.toMatchObject({
    status: 403,
  })
  await scim.group('Desk Agents', [gil])
  await desk.api.readAccount({ params: { accountId: town.mariaAccount } })
})
