import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { enterpriseSchemaId, userSchemaId } from './protocol/attributes.ts'
import { errorSchema } from './protocol/scim-error.ts'
import { type Scim, scimClient } from './scim.fixture.ts'

let app: TestApp
let scim: Scim
beforeAll(async () => {
  app = await createTestApp()
  scim = await scimClient(app)
})
afterAll(() => app.close())

const recorded = () =>
  app.owner`SELECT event, action, reason, details FROM record_entries WHERE client_id = 'scim:entra' ORDER BY at, record_entry_id`
const csrOf = async (id: string) => {
  const [row] =
    await app.owner`SELECT u.* FROM csr_users u JOIN provisioned_staff USING (csr_id) WHERE scim_id = ${id}`
  return row
}

describe('a user', () => {
  test('is created, read by its address and in lists, and has an ETag', async () => {
    const created = await scim.send('POST', '/Users', {
      schemas: [userSchemaId, enterpriseSchemaId],
      userName: 'Eva.Lind@utility.example',
      externalId: 'obj-eva',
      name: { givenName: 'Eva', familyName: 'Lind' },
      emails: [{ value: 'eva.lind@utility.example', type: 'work', primary: true }],
      active: true,
      [enterpriseSchemaId]: { department: 'Call center' },
      phoneNumbers: [{ value: '555', type: 'work' }],
      favoriteColor: 'blue',
      password: 'never kept',
    })
    expect(created.status).toBe(201)
    expect(created.headers['content-type']).toBe('application/scim+json; charset=utf-8')
    expect(created.headers.etag).toBe('W/"1"')
    expect(created.headers.location).toBe(`http://desk.localhost:8080/scim/v2/Users/${created.body.id}`)
    expect(created.body).toEqual({
      schemas: [userSchemaId, enterpriseSchemaId],
      id: expect.any(String),
      userName: 'Eva.Lind@utility.example',
      externalId: 'obj-eva',
      name: { givenName: 'Eva', familyName: 'Lind' },
      emails: [{ value: 'eva.lind@utility.example', type: 'work', primary: true }],
      active: true,
      [enterpriseSchemaId]: { department: 'Call center' },
      meta: {
        resourceType: 'User',
        created: expect.stringMatching(/Z$/),
        lastModified: expect.stringMatching(/Z$/),
        location: created.headers.location,
        version: 'W/"1"',
      },
    })
    const { id } = created.body
    expect((await scim.send('GET', `/Users/${id}`)).body).toEqual(created.body)
    expect(await csrOf(id)).toMatchObject({
      csrId: 'eva.lind',
      issuer: 'http://id.localhost',
      subject: 'obj-eva',
      displayName: 'Eva Lind',
      email: 'eva.lind@utility.example',
      isActive: true,
    })
    for (const filter of [
      'userName eq "eva.lind@UTILITY.example"',
      'externalId eq "obj-eva"',
      `id eq "${id}"`,
    ]) {
      const { body } = await scim.send('GET', `/Users?filter=${encodeURIComponent(filter)}`)
      expect([filter, body.totalResults, body.Resources[0]?.id]).toEqual([filter, 1, id])
    }
    expect((await scim.send('GET', `/Users/${id}`, undefined, { 'if-none-match': 'W/"1"' })).status).toBe(304)
    const { body } = await scim.send('GET', `/Users/${id}?attributes=userName`)
    expect(Object.keys(body).sort()).toEqual(['id', 'meta', 'schemas', 'userName'])
    const line = (await recorded()).at(-1)
    expect(line).toMatchObject({
      event: 'changed',
      action: 'provisioned-staff:change',
      details: { change: 'user-created', csrId: 'eva.lind', scimId: id, isActive: true },
    })
    expect(JSON.stringify(line)).not.toContain('utility.example')
  })

  test('has a userName of its own, in upper and lower case alike: 409 uniqueness', async () => {
    await scim.user('twice@utility.example')
    const again = await scim.send('POST', '/Users', {
      userName: 'TWICE@utility.example',
      externalId: 'other',
    })
    expect([again.status, again.body]).toEqual([
      409,
      { schemas: [errorSchema], status: '409', scimType: 'uniqueness', detail: expect.any(String) },
    ])
    const other = await scim.user('other@utility.example', { externalId: 'obj-other' })
    const renamed = await scim.patch(`/Users/${other}`, [
      { op: 'replace', path: 'userName', value: 'Twice@utility.example' },
    ])
    expect([renamed.status, renamed.body.scimType]).toEqual([409, 'uniqueness'])
    // The subject of another person is taken too.
    const subject = await scim.patch(`/Users/${other}`, [
      { op: 'replace', path: 'externalId', value: 'twice' },
    ])
    expect([subject.status, subject.body.scimType]).toEqual([409, 'uniqueness'])
  })

  test('without an externalId is kept, and nobody signs in as that person until there is one', async () => {
    const { status, body } = await scim.send('POST', '/Users', { userName: 'no.subject' })
    expect(status).toBe(201)
    expect((await csrOf(body.id))?.subject).toBe(`scim:${body.id}`)
    await scim.patch(`/Users/${body.id}`, [{ op: 'add', value: { externalId: 'now-known' } }])
    expect((await csrOf(body.id))?.subject).toBe('now-known')
  })

  test('with the subject of a member of staff who is here already is that member', async () => {
    const id = await scim.user('t.becker@utility.example', {
      externalId: 'tom.becker',
      displayName: 'Tom Becker',
    })
    expect(await csrOf(id)).toMatchObject({ csrId: 'tom.becker' })
  })

  test('gets a CSR id that is free and can be one, whatever the user name', async () => {
    const ids = []
    for (const [userName, externalId] of [
      ['ana@one.example', 's1'],
      ['ana@two.example', 's2'],
      ['Zoë Ünal@x.example', 's3'],
      ['名前', 's4'],
      ['-', 's5'],
    ] as const)
      ids.push((await csrOf(await scim.user(userName, { externalId })))?.csrId)
    expect(ids).toEqual(['ana', 'ana.2', 'zoeunal', 'staff.member', 'staff.member.2'])
  })

  test('is replaced by PUT: what is left out goes, active stays where it is left out', async () => {
    const id = await scim.user('put@utility.example', { title: 'Agent', name: { givenName: 'Pat' } })
    const put = await scim.send('PUT', `/Users/${id}`, {
      userName: 'put@utility.example',
      externalId: 'put',
      displayName: 'Pat P.',
      id: 'x',
      meta: {},
    })
    expect(put.status).toBe(200)
    expect(put.body).toMatchObject({ id, displayName: 'Pat P.', active: true, meta: { version: 'W/"2"' } })
    expect(put.body).not.toHaveProperty('title')
    expect(await csrOf(id)).toMatchObject({ displayName: 'Pat P.' })
    const same = await scim.send('PUT', `/Users/${id}`, {
      userName: 'put@utility.example',
      externalId: 'put',
      displayName: 'Pat P.',
      active: 'True',
    })
    expect(same.body.meta.version).toBe('W/"2"')
  })

  test('changes only in the version that the client has seen: 412', async () => {
    const id = await scim.user('version@utility.example')
    const change = (title: string, tag: string) =>
      scim.patch(`/Users/${id}`, [{ op: 'replace', path: 'title', value: title }], { 'if-match': tag })
    expect((await change('A', 'W/"1"')).headers.etag).toBe('W/"2"')
    expect((await change('B', 'W/"1"')).status).toBe(412)
    expect((await change('B', 'W/"1", "2"')).status).toBe(200)
    expect((await change('C', '*')).status).toBe(200)
    expect((await scim.send('DELETE', `/Users/${id}`, undefined, { 'if-match': 'W/"1"' })).status).toBe(412)
  })

  test('the same change again is no change: same version, no line in the record', async () => {
    const id = await scim.user('again@utility.example')
    const off = [{ op: 'Replace', path: 'active', value: 'False' }]
    expect((await scim.patch(`/Users/${id}`, off)).body).toMatchObject({
      active: false,
      meta: { version: 'W/"2"' },
    })
    const before = (await recorded()).length
    expect((await scim.patch(`/Users/${id}`, off)).body).toMatchObject({
      active: false,
      meta: { version: 'W/"2"' },
    })
    expect(await recorded()).toHaveLength(before)
  })

  test('two changes at once both count', async () => {
    const id = await scim.user('race@utility.example')
    const done = await Promise.all([
      scim.patch(`/Users/${id}`, [{ op: 'add', path: 'title', value: 'Lead' }]),
      scim.patch(`/Users/${id}`, [{ op: 'add', path: 'nickName', value: 'Racer' }]),
      scim.patch(`/Users/${id}`, [{ op: 'add', path: 'emails[type eq "work"].value', value: 'r@x.example' }]),
    ])
    expect(done.map(({ status }) => status)).toEqual([200, 200, 200])
    expect((await scim.send('GET', `/Users/${id}`)).body).toMatchObject({
      title: 'Lead',
      nickName: 'Racer',
      emails: [{ type: 'work', value: 'r@x.example' }],
      meta: { version: 'W/"4"' },
    })
    const created = await Promise.all(
      [1, 2, 3].map(() => scim.send('POST', '/Users', { userName: 'race2@x.example', externalId: 'race2' })),
    )
    expect(created.map(({ status }) => status).sort()).toEqual([201, 409, 409])
  })

  test('is deleted: switched off, 404 from then on, and the same member of staff if it comes again', async () => {
    const id = await scim.user('leaver@utility.example')
    expect((await scim.send('DELETE', `/Users/${id}`)).status).toBe(204)
    for (const method of ['GET', 'DELETE']) expect((await scim.send(method, `/Users/${id}`)).status).toBe(404)
    expect(await app.owner`SELECT is_active FROM csr_users WHERE csr_id = 'leaver'`).toMatchObject([
      { isActive: false },
    ])
    const back = await scim.user('leaver@utility.example')
    expect(back).not.toBe(id)
    expect(await csrOf(back)).toMatchObject({ csrId: 'leaver', isActive: true })
  })

  test('a person whom the desk deactivated stays inactive when the provider changes the name', async () => {
    const id = await scim.user('held.off@utility.example')
    await app.owner`UPDATE csr_users SET is_active = false WHERE csr_id = 'held.off'`
    await scim.patch(`/Users/${id}`, [{ op: 'replace', path: 'title', value: 'x' }])
    await scim.send('PUT', `/Users/${id}`, {
      userName: 'held.off@utility.example',
      externalId: 'held.off',
      active: true,
    })
    expect((await csrOf(id))?.isActive).toBe(false)
    for (const value of [false, true])
      await scim.patch(`/Users/${id}`, [{ op: 'replace', value: { active: value } }])
    expect((await csrOf(id))?.isActive).toBe(true)
  })
})

describe('a list', () => {
  beforeAll(async () => {
    for (const n of [1, 2, 3, 4, 5])
      await scim.user(`page${n}@list.example`, { title: n % 2 ? 'odd' : 'even', externalId: `page-${n}` })
  })
  const list = async (query: string) => (await scim.send('GET', `/Users?${query}`)).body

  test('has pages that start at 1, and the total of all', async () => {
    const filter = `filter=${encodeURIComponent('userName ew "@list.example"')}`
    expect(await list(`${filter}&startIndex=2&count=2`)).toMatchObject({
      totalResults: 5,
      startIndex: 2,
      itemsPerPage: 2,
    })
    const pages = await Promise.all([1, 3, 5].map((start) => list(`${filter}&startIndex=${start}&count=2`)))
    expect(pages.flatMap(({ Resources }) => Resources.map(({ userName }) => userName))).toEqual(
      [1, 2, 3, 4, 5].map((n) => `page${n}@list.example`),
    )
    expect(await list(`${filter}&count=0`)).toMatchObject({ totalResults: 5, itemsPerPage: 0, Resources: [] })
    expect(await list(`${filter}&startIndex=-3&count=-1`)).toMatchObject({ startIndex: 1, itemsPerPage: 0 })
    expect(await list(`${filter}&startIndex=99`)).toMatchObject({ totalResults: 5, Resources: [] })
    expect(await list(`${filter}&count=many`)).toMatchObject({ status: '400', scimType: 'invalidValue' })
  })

  test.each([
    ['userName sw "page" and title eq "odd"', 3],
    ['title eq "odd" and userName eq "page2@list.example"', 0],
    ['userName eq "page1@list.example" or userName eq "page2@list.example"', 2],
    ['not (title eq "odd") and userName ew "@list.example"', 2],
    ['externalId eq "page-3"', 1],
    ['externalId eq "PAGE-3"', 0],
    ['meta.lastModified gt "2001-01-01T00:00:00Z" and userName ew "@list.example"', 5],
    ['userName eq "nobody"', 0],
  ])('%s: %i', async (filter, total) => {
    expect(await list(`filter=${encodeURIComponent(filter)}`)).toMatchObject({ totalResults: total })
  })

  test('refuses an unknown filter, and two filters', async () => {
    expect(await list('filter=userName')).toMatchObject({ status: '400', scimType: 'invalidFilter' })
    expect(await list('filter=a+pr&filter=b+pr')).toMatchObject({ status: '400', scimType: 'invalidFilter' })
  })
})

test('what is discovered: configuration, resource types and schemas', async () => {
  const { body: config } = await scim.send('GET', '/ServiceProviderConfig')
  expect(config).toMatchObject({
    patch: { supported: true },
    filter: { supported: true, maxResults: 200 },
    etag: { supported: true },
  })
  const { body: types } = await scim.send('GET', '/ResourceTypes')
  expect(types.Resources).toMatchObject([
    { id: 'User', endpoint: '/Users' },
    { id: 'Group', endpoint: '/Groups' },
  ])
  const { body: schemas } = await scim.send('GET', '/Schemas')
  expect(schemas.totalResults).toBe(3)
  expect((await scim.send('GET', `/Schemas/${userSchemaId}`)).body).toMatchObject({
    id: userSchemaId,
    attributes: expect.arrayContaining([
      expect.objectContaining({ name: 'userName', required: true, uniqueness: 'server' }),
    ]),
  })
  expect((await scim.send('GET', '/ResourceTypes/user')).body).toMatchObject({ name: 'User' })
  expect((await scim.send('GET', '/Schemas/urn:none')).status).toBe(404)
})
