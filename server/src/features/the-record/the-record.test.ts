import { afterAll, beforeAll, expect, test } from 'vitest'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'

let house: TestApp
beforeAll(async () => {
  house = await createTestApp()
  const amara = await house.asCsr('amara.okafor')
  const body = {
    webUserId: town.maria,
    accountId: town.mariaAccount,
    purposeKind: 'call',
    purposeReference: 'r',
    promptVersion: 0,
    locale: 'en' as const,
  }
  await amara.api.startMasquerade({ body })
  const john = await house.asCustomer(town.john)
  const address = {
    line1: 'a',
    line2: '',
    city: 'b',
    region: 'c',
    postalCode: '92101',
    country: 'US',
    version: 1,
  }
  await john.api
    .changeMailingAddress({ params: { accountId: town.mariaAccount }, body: address })
    .catch(() => undefined)
})
afterAll(() => house.close())

test('everything a CSR did; everything done to a customer by anyone else', async () => {
  const ines = await house.asCsr('ines.ferreira')
  const byAmara = await ines.api.queryRecord({ body: { csrId: 'amara.okafor' } })
  expect(byAmara.entries.map((e) => `${e.event} ${e.action}`)).toEqual(['started masquerade:start'])
  const toMaria = await ines.api.queryRecord({
    body: { webUserId: town.maria, staffOnly: true, event: 'started' },
  })
  expect(toMaria.entries).toMatchObject([
    { csrId: 'amara.okafor', accountId: town.mariaAccount, ipAddress: '198.51.100.7' },
  ])
  const onAccount = await ines.api.queryRecord({ body: { accountId: town.mariaAccount } })
  expect(onAccount.entries.map((e) => e.actorKind)).toContain('customer')
})

test('reading the record is a line in it', async () => {
  const kenji = await house.asCsr('kenji.sato')
  await kenji.api.queryRecord({ body: { csrId: 'amara.okafor' } })
  const own = await kenji.api.queryRecord({ body: { csrId: 'kenji.sato' } })
  expect(own.entries).toMatchObject([{ event: 'read', action: 'record:view' }])
})

test('it is paged by its own order, and every entry comes once', async () => {
  const entry = {
    event: 'read',
    action: 'overview:view',
    actor_kind: 'csr',
    csr_id: 'tom.becker',
    ip_address: '192.0.2.1',
  }
  const many = Array.from({ length: 250 }, () => ({ ...entry, correlation_id: crypto.randomUUID() }))
  await house.owner`SELECT append_record(${house.owner.json(many)})`
  const ines = await house.asCsr('ines.ferreira')
  const ids: number[] = []
  let before: number | null = null
  do {
    const page: Awaited<ReturnType<typeof ines.api.queryRecord>> = await ines.api.queryRecord({
      body: { csrId: 'tom.becker', ...(before ? { before } : {}) },
    })
    ids.push(...page.entries.map((e) => e.recordEntryId))
    before = page.nextBefore
  } while (before)
  expect(new Set(ids).size).toBe(250)
})

test('only who may view the record does', async () => {
  const amara = await house.asCsr('amara.okafor')
  await expect(amara.api.queryRecord({ body: {} })).rejects.toMatchObject({
    status: 403,
    body: { reason: 'permission-missing' },
  })
})
