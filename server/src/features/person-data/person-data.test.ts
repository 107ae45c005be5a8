import { Refused } from '@porchlight/contract/client.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { reviewed } from '#features/detectors/detectors.fixture.ts'
import type { Browser } from '#testing/browser.ts'
import { nastyStrings as allNastyStrings } from '#testing/nasty-strings.ts'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { fillLife, otherTrace } from './full-life.fixture.ts'

// A note never has NUL or half a character: the database and the pipeline refuse both.
const nastyStrings = allNastyStrings.filter((string) => !string.includes('\0') && !/\p{Cs}/u.test(string))

let app: TestApp
let ines: Browser
beforeAll(async () => {
  app = await createTestApp()
  await fillLife(app)
  ines = await app.asCsr('ines.ferreira')
})
afterAll(() => app.close())

const params = { accountId: town.mariaAccount as number, personId: 1 }
const path = (format: string, { accountId, personId } = params) =>
  `/api/desk/accounts/${accountId}/persons/${personId}/export.${format}`
const body = { reason: 'She asked by letter', locale: 'en' }
const exported = (format: string, by = ines, of = params, more = {}) =>
  by.request('POST', path(format, of), { json: { ...body, ...more } })
const record = () =>
  app.owner`SELECT csr_id, account_id, event, reason, details FROM record_entries WHERE action = 'person-data:export' ORDER BY record_entry_id`
const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => 'ok',
    (error: unknown) => (error instanceof Refused ? error.body : error),
  )

test('the JSON file is everything about the person, with a reason, a beginning and an end in the record', async () => {
  const response = await exported('json')
  expect(response.status).toBe(200)
  expect(response.headers).toMatchObject({
    'content-type': 'application/json; charset=utf-8',
    'content-disposition': 'attachment; filename="person-1.json"',
    'cache-control': 'no-store',
  })
  const file = JSON.parse(response.text)
  expect(file).toMatchObject({
    format: 'porchlight-person-data',
    version: 1,
    personId: 1,
    utility: 'Harbor Light & Water',
  })
  expect(file.sections.names[0]).toMatchObject({ givenName: 'zyxGiven', surname: 'zyxSurname' })
  expect(file.sections.identifiers[0]).toMatchObject({ value: 'zyx-passport' })
  expect(response.text).not.toContain(otherTrace)
  expect(await record()).toMatchObject([
    {
      csrId: 'ines.ferreira',
      accountId: town.mariaAccount,
      event: 'read',
      details: {
        export: 'begun',
        personId: 1,
        format: 'json',
        identifiers: 'whole',
        givenReason: body.reason,
      },
    },
    { event: 'read', details: { export: 'ended', personId: 1 } },
  ])
})

test('the page is whole, without scripts or addresses of other sites, in the person’s language', async () => {
  for (const [locale, title] of [
    ['en', 'Everything Harbor Light &amp; Water holds about you'],
    ['es', 'Todo lo que Harbor Light &amp; Water guarda sobre usted'],
  ]) {
    const { status, text, headers } = await exported('html', ines, params, { locale })
    expect([status, headers['content-disposition']]).toEqual([200, 'attachment; filename="person-1.html"'])
    expect(text).toContain(`<html lang="${locale}">`)
    expect(text).toContain(`<h1>${title}</h1>`)
    expect(text).toMatch(/<\/html>\n$/)
    expect(text).not.toMatch(/<script|<link|<img|\son\w+=|javascript:/i)
    expect(text.match(/<h2>/g)).toHaveLength(36)
    // Every heading and field has words.
    expect(text).not.toMatch(/>person-data\.|<(th|dt)[^>]*>[a-z]+[A-Z]/)
  }
})

test('escapes typed text in the page, and keeps it unchanged in JSON', async () => {
  const { owner } = app
  for (const [at, string] of nastyStrings.entries())
    await owner`INSERT INTO customer_contacts (account_id, contact_class, contact_type, note, at)
      VALUES (${town.mariaShop}, 'general', 'call', ${`${at}: ${string}`}, now())`
  const file = JSON.parse((await exported('json')).text)
  const notes = file.sections.contactNotes.map(({ note }: { note: string }) => note)
  const { text } = await exported('html')
  for (const [at, string] of nastyStrings.entries()) expect(notes).toContain(`${at}: ${string}`)
  expect(text).not.toMatch(/<(script|img|svg|iframe|a |form|input)/i)
  await owner`DELETE FROM customer_contacts WHERE note ~ '^\\d+: '`
})

describe('refuses', () => {
  test('a CSR without the permission, a person of another account, and an empty reason', async () => {
    const amara = await app.asCsr('amara.okafor')
    expect(await exported('json', amara)).toMatchObject({
      status: 403,
      text: '{"reason":"permission-missing"}',
    })
    expect(await refusalOf(amara.api.readPersonData({ params }))).toMatchObject({
      reason: 'permission-missing',
    })
    const wrong = { ...params, personId: 3 }
    expect(await exported('json', ines, wrong)).toMatchObject({ status: 404 })
    expect(await refusalOf(ines.api.readPersonData({ params: wrong }))).toMatchObject({ reason: 'not-found' })
    const empty = await exported('json', ines, params, { reason: ' ' })
    expect([empty.status, JSON.parse(empty.text).fields]).toEqual([
      422,
      [{ field: 'reason', reason: 'required' }],
    ])
  })

  test('a forged request', async () => {
    const forged = await ines.request(
      'POST',
      path('json'),
      { json: body },
      { origin: 'https://evil.example' },
    )
    expect(forged.status).toBe(403)
  })

  test('a cursor that the server did not make for this session and person', async () => {
    const first = await ines.api.exportPersonData({ params, body: { ...body, format: 'json', locale: 'en' } })
    const others = { accountId: town.otherAccount as number, personId: 3 }
    const cursor = first.nextCursor ?? 'x.y'
    for (const [of, given] of [
      [params, 'x.y'],
      [params, `${Buffer.from('[9,"",0]').toString('base64url')}.${cursor.split('.')[1]}`],
      [others, cursor],
    ] as const) {
      const input = {
        params: of,
        body: { ...body, format: 'json' as const, locale: 'en' as const, cursor: given },
      }
      expect(await refusalOf(ines.api.exportPersonData(input))).toMatchObject({
        fields: [{ field: 'cursor', reason: 'not-valid' }],
      })
    }
    const otherSession = await app.asCsr('ines.ferreira')
    const stolen = { params, body: { ...body, format: 'json' as const, locale: 'en' as const, cursor } }
    if (first.nextCursor !== null)
      expect(await refusalOf(otherSession.api.exportPersonData(stolen))).toMatchObject({
        reason: 'invalid-field',
      })
  })

  test('a protected customer without a further reason, and a person who is protected on another account', async () => {
    const grace = { accountId: town.protectedAccount as number, personId: 5 }
    expect(await exported('json', ines, grace)).toMatchObject({ status: 403 })
    // Maria is also on the account of a protected household: each asks for its own further reason.
    await app.owner`INSERT INTO account_persons (account_id, person_id, relationship_type)
      VALUES (${town.protectedAccount}, 1, 'spouse')`
    const refused = await exported('json')
    expect([refused.status, JSON.parse(refused.text)]).toEqual([
      403,
      { reason: 'further-reason-required', accountId: town.protectedAccount },
    ])
    const explained = {
      params: { accountId: town.protectedAccount },
      body: { kind: 'customer-calls', reference: 'C-1' },
    }
    await ines.api.openProtected(explained)
    expect((await exported('json')).status).toBe(200)
    await app.owner`DELETE FROM account_persons WHERE account_id = ${town.protectedAccount} AND person_id = 1`
  })

  test('the CSR’s own account', async () => {
    await app.owner`UPDATE csr_users SET person_id = 2 WHERE csr_id = 'ines.ferreira'`
    await ines.api.openProtected({
      params: { accountId: params.accountId },
      body: { kind: 'customer-calls', reference: 'x' },
    })
    expect(await refusalOf(ines.api.readPersonData({ params }))).toMatchObject({ reason: 'own-account' })
    await app.owner`UPDATE csr_users SET person_id = NULL WHERE csr_id = 'ines.ferreira'`
  })

  test('more people in an hour than the limit of exports, with an alert', async () => {
    await app.owner`TRUNCATE csr_openings`
    await app.owner`INSERT INTO setting_versions (setting, locale, version, value, changed_by_csr_id, changed_at)
      VALUES ('limits.people-exported-per-hour', '', 1, '1', 'ines.ferreira', now())`
    expect((await exported('json')).status).toBe(200)
    expect((await exported('html')).status).toBe(200)
    const olga = await exported('json', ines, { accountId: town.otherAccount, personId: 3 })
    expect(olga).toMatchObject({ status: 429, text: '{"reason":"too-many-exported"}' })
    const alerts = await app.owner`SELECT subject FROM to_dos WHERE about_csr_id = 'ines.ferreira'`
    expect(alerts).toContainEqual({ subject: 'too-many-exported' })
    await app.owner`DELETE FROM setting_versions`
  })
})

test('a CSR who may not reveal identifiers exports masked ones', async () => {
  const kenji = await app.asCsr('kenji.sato')
  const file = JSON.parse((await exported('json', kenji)).text)
  expect(file.sections.identifiers[0]).toMatchObject({ maskedValue: '••zyx', value: null })
  expect(JSON.stringify(file)).not.toContain('zyx-passport')
})

test('does not tell a customer, or who exports, of canaries, alerts and mutes on the account', async () => {
  const shown = async () => {
    const { sections } = JSON.parse((await exported('json')).text)
    return {
      ...sections,
      openings: [],
      record: sections.record.filter(({ action }: { action: string }) => action !== 'person-data:export'),
    }
  }
  const before = await shown()
  await reviewed(app, town.mariaShop, 'Tom has her surname')
  expect(await shown()).toEqual(before)
  expect((await exported('html')).text).not.toMatch(/canary|surname is the same|Tom has/i)
  // Nor the record of the account at the desk.
  const lines = await app.owner`SELECT action FROM record_entries
    WHERE account_id = ${town.mariaShop} AND action ~ '^(alert|detector):'`
  expect(lines).toEqual([])
})
