import { afterAll, beforeEach, expect, test } from 'vitest'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { actingAs, masqueradeAs } from '../masquerade/masquerade.fixture.ts'

let app: TestApp
beforeEach(async () => {
  await app?.close()
  app = await createTestApp()
})
afterAll(() => app.close())

const params = { accountId: town.mariaAccount }
const path = `/accounts/${town.mariaAccount}/preferences`
const spanish = { body: { language: 'es' as const } }
const localeOfMaria = async () => {
  const [row] = await app.owner`SELECT locale, version FROM web_users WHERE web_user_id = ${town.maria}`
  return row
}
const tasks = () => app.owner`SELECT * FROM self_service_tasks WHERE task_type = 'language' ORDER BY 1`
const turnOff = { choices: undefined as never, version: 0 }

test('the switch in the header changes the language of mail too, with a task and a line in the record', async () => {
  const maria = await app.asCustomer(town.maria)
  const switched = await maria.submit('/language', { language: 'es', back: path })
  expect([switched.status, switched.headers.location]).toEqual([303, path])
  expect(await localeOfMaria()).toMatchObject({ locale: 'es', version: 2 })
  const [task] = await tasks()
  expect(task).toMatchObject({
    state: 'completed',
    webUserId: 'm.alvarez',
    selfServiceUserId: town.maria,
    payload: { language: { before: 'en', after: 'es' } },
  })
  const entries = await app.owner`SELECT * FROM record_entries WHERE action = 'language:change'`
  expect(entries).toMatchObject([
    { event: 'changed', webUserId: town.maria, details: { before: 'en', after: 'es' } },
  ])
  const { choices } = await maria.api.readPreferences({ params })
  choices['usage-high'].email = false
  await maria.api.changePreferences({ params, body: { ...turnOff, choices } })
  const [mail] = await app.owner`SELECT subject FROM outgoing_messages ORDER BY 1 DESC`
  expect(mail?.subject).toBe('Se cambiaron sus preferencias de notificación')
})

test('the same language again changes, mails and records nothing; two requests at once make one task', async () => {
  const maria = await app.asCustomer(town.maria)
  expect(await maria.api.changeLanguage({ body: { language: 'en' } })).toEqual({ taskId: null })
  const both = await Promise.all([maria.api.changeLanguage(spanish), maria.api.changeLanguage(spanish)])
  expect(both.filter(({ taskId }) => taskId !== null)).toHaveLength(1)
  expect(await tasks()).toHaveLength(1)
  expect(await localeOfMaria()).toMatchObject({ version: 2 })
  expect(await app.owner`SELECT 1 FROM outgoing_messages`).toHaveLength(0)
})

test('a visitor’s browser keeps the choice; a language that is none is a bad request', async () => {
  const visitor = app.visitor()
  const switched = await visitor.submit('/language', { language: 'es', back: '/sign-in' })
  expect(switched.status).toBe(303)
  expect((await visitor.get('/sign-in')).text).toContain('<html lang="es"')
  await expect(app.visitor().api.changeLanguage(spanish)).rejects.toMatchObject({ status: 401 })
  const maria = await app.asCustomer(town.maria)
  await expect(maria.api.changeLanguage({ body: { language: 'fr' as never } })).rejects.toMatchObject({
    status: 422,
    body: { fields: [{ field: 'language' }] },
  })
  expect(await tasks()).toHaveLength(0)
})

test('a form without the token of its page changes this browser alone', async () => {
  const maria = await app.asCustomer(town.maria)
  await maria.submit('/language', { language: 'es', back: path, _token: 'forged' })
  expect(await localeOfMaria()).toMatchObject({ locale: 'en' })
})

test('a masquerade changes it only when acting, and the customer reads of it in the new language', async () => {
  const { view } = await masqueradeAs(app, 'amara.okafor', { purposeReference: 'read' })
  await expect(view.api.changeLanguage(spanish)).rejects.toMatchObject({
    body: { reason: 'masquerade-read-only' },
  })
  await view.submit('/language', { language: 'es', back: path })
  expect(await localeOfMaria()).toMatchObject({ locale: 'en' })
  const acting = await actingAs(app, 'amara.okafor', { purposeReference: 'act' })
  const saved = await acting.view.submit(`/accounts/${town.mariaAccount}/language`, { language: 'es' })
  expect(saved.headers.location).toBe(`${path}?notice=language-changed`)
  expect(await localeOfMaria()).toMatchObject({ locale: 'es' })
  const [task] = await tasks()
  expect(task).toMatchObject({ webUserId: 'amara.okafor', emailAddress: null, selfServiceUserId: town.maria })
  const [mail] = await app.owner`SELECT subject, body FROM outgoing_messages ORDER BY 1 DESC`
  expect(mail?.body).toContain('Nuestro equipo de soporte cambió al español')
})
