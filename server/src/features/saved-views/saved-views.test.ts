import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser } from '#testing/browser.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'

let app: TestApp
let amara: Browser
let rosa: Browser
let ines: Browser
beforeAll(async () => {
  app = await createTestApp()
  await app.owner`INSERT INTO csr_users (csr_id, issuer, subject, display_name, email) VALUES ('rosa.delgado', 'x', 'rosa', 'Rosa Delgado', 'r@example.com')`
  await app.owner`INSERT INTO group_memberships (csr_group, csr_id) VALUES ('call-centre', 'rosa.delgado')`
  amara = await app.asCsr('amara.okafor')
  rosa = await app.asCsr('rosa.delgado')
  ines = await app.asCsr('ines.ferreira')
})
afterAll(() => app.close())

const view = {
  name: 'Old errors',
  csrGroup: null as string | null,
  filters: { states: ['error' as const], age: 'over-30' as const },
  order: { sort: 'updated' as const, direction: 'ascending' as const },
  columns: ['type' as const, 'account' as const],
}
const names = async (who: Browser) =>
  (await who.api.listSavedViews()).views.map(({ name, isOwn }) => [name, isOwn])

test('only its owner sees a view until it is shared with a group of the owner', async () => {
  const { savedViewId } = await amara.api.addSavedView({ body: view })
  expect((await amara.api.listSavedViews()).views).toEqual([
    { ...view, savedViewId, version: 1, isOwn: true, ownerName: 'Amara Okafor' },
  ])
  expect([await names(rosa), await names(ines)]).toEqual([[], []])
  const shared = { ...view, csrGroup: 'call-centre' }
  expect(
    await amara.api.changeSavedView({ params: { savedViewId }, body: { ...shared, version: 1 } }),
  ).toEqual({ version: 2 })
  expect([await names(rosa), await names(ines)]).toEqual([[['Old errors', false]], []])
  await expect(
    amara.api.addSavedView({ body: { ...view, name: 'x', csrGroup: 'supervisors' } }),
  ).rejects.toMatchObject({
    status: 422,
    body: { fields: [{ field: 'csrGroup', reason: 'not-valid' }] },
  })
  // A CSR who sees a shared view can neither change nor remove it.
  const params = { savedViewId }
  await expect(rosa.api.changeSavedView({ params, body: { ...shared, version: 2 } })).rejects.toMatchObject({
    status: 404,
  })
  await expect(rosa.api.removeSavedView({ params, body: { version: 2 } })).rejects.toMatchObject({
    status: 404,
  })
  const lines =
    await app.owner`SELECT details FROM record_entries WHERE action LIKE 'saved-view:%' AND event = 'changed'`
  expect(lines).toMatchObject([
    { details: { savedViewId, csrGroup: null } },
    { details: { csrGroup: 'call-centre' } },
  ])
})

test('a name belongs to one view, in any letter case; a stale version gets 409 with the difference', async () => {
  const { savedViewId, version } = await rosa.api.addSavedView({ body: { ...view, name: 'Mine' } })
  await expect(rosa.api.addSavedView({ body: { ...view, name: 'MINE' } })).rejects.toMatchObject({
    body: { fields: [{ field: 'name', reason: 'name-taken' }] },
  })
  const params = { savedViewId }
  await rosa.api.changeSavedView({ params, body: { ...view, name: 'mine', version } })
  const stale = rosa.api.changeSavedView({ params, body: { ...view, name: 'My own', version } })
  await expect(stale).rejects.toMatchObject({
    status: 409,
    body: {
      reason: 'version-conflict',
      version: 2,
      difference: [{ field: 'name', yours: 'My own', theirs: 'mine' }],
    },
  })
  await expect(rosa.api.removeSavedView({ params, body: { version } })).rejects.toMatchObject({ status: 409 })
  await rosa.api.removeSavedView({ params, body: { version: 2 } })
  expect(await names(rosa)).toEqual([['Old errors', false]])
})

test('of two simultaneous views with one name, one is saved', async () => {
  const both = await Promise.allSettled(
    [1, 2].map(() => ines.api.addSavedView({ body: { ...view, name: 'Twice' } })),
  )
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(await names(ines)).toEqual([['Twice', true]])
})

test('a view keeps no customer, and opens when a type has gone', async () => {
  const filters = { ...view.filters, customerName: 'alvarez' }
  await expect(ines.api.addSavedView({ body: { ...view, name: 'y', filters } })).rejects.toMatchObject({
    status: 400,
  })
  await app.owner`UPDATE saved_views SET terms = '{"filters": {"taskTypes": ["gone"]}, "order": {}}', columns = '{gone,type}' WHERE name = 'Twice'`
  expect((await ines.api.listSavedViews()).views).toMatchObject([
    { filters: {}, order: { sort: 'created', direction: 'descending' }, columns: ['type'] },
  ])
  for (let n = 1; n < 50; n++) await ines.api.addSavedView({ body: { ...view, name: `view ${n}` } })
  await expect(ines.api.addSavedView({ body: { ...view, name: 'one more' } })).rejects.toMatchObject({
    body: { fields: [{ field: 'name', reason: 'too-many-views' }] },
  })
})
