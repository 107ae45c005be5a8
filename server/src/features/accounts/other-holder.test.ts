import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser } from '#testing/browser.ts'
import { prepare, send, walked } from '#testing/examples/examples.ts'
import { type ExampleName, openScene, type Scene } from '#testing/examples/scene.ts'
import { town } from '#testing/small-town.ts'
import { addNora, hideNora, isTelling, nora, sentinel } from './other-holder.fixture.ts'

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
  await addNora(scene.app)
  await hideNora(scene.app)
})
afterAll(() => scene.close())

const isOfDesk = (path: string) => /^\/api\/(desk|customer-search)\b/.test(path)
const portal = walked.filter(([, { path }]) => !isOfDesk(path))
const desk = walked.filter(([, { path }]) => isOfDesk(path))

const protect = async (isProtected: boolean) => {
  await scene.owner`UPDATE holder_protections SET removed_at = ${isProtected ? null : new Date()},
    removed_by_csr_id = ${isProtected ? null : 'amara.okafor'} WHERE person_id = ${nora.personId}`
  await scene.owner`UPDATE persons SET is_protected = ${isProtected} WHERE person_id = ${nora.personId}`
}

/** Prepares an example while Nora is not hidden, since preparing may open the account, and hides her before it is sent. */
async function prepareUnhidden(name: ExampleName) {
  await protect(false)
  const prepared = await prepare(scene, name)
  await scene.owner`UPDATE protected_openings SET expires_at = now()`
  await protect(true)
  return prepared
}

/** Every page of the portal about Maria's account, and those about the web user. */
const pages = ['overview', 'bills', 'usage', 'information', 'preferences', 'people', 'requests', 'payments']
  .map((page) => `/accounts/${town.mariaAccount}/${page}`)
  .concat('/access', '/help')

describe('no response of the portal carries what only another holder may see', () => {
  test.each(portal)('%s, to the holder', async (name) => {
    const { sender, input } = await prepareUnhidden(name)
    const { text } = await send(sender, name, input)
    expect(isTelling(text), text).toBe(false)
  })

  test.each(portal)('%s, to a guest', async (name) => {
    const { input } = await prepareUnhidden(name)
    await scene.restoreJohn()
    const { text } = await send(await scene.app.asCustomer(town.john), name, input)
    expect(isTelling(text), text).toBe(false)
  })

  describe('in a masquerade of the holder', () => {
    let view: Browser
    beforeAll(async () => {
      await protect(false)
      view = await scene.browserOf('reading')
    })
    test.each(portal)('%s', async (name) => {
      const { input } = await prepareUnhidden(name)
      const { text } = await send(view, name, input)
      expect(isTelling(text), text).toBe(false)
    })
  })

  test.each(pages)('page %s', async (path) => {
    const { text } = await (await scene.app.asCustomer(town.maria)).get(path)
    expect(isTelling(text), text).toBe(false)
  })

  test('the planted values are there: the other holder sees them', async () => {
    const browser = await scene.app.asCustomer(nora.webUserId)
    const own = await browser.api.readAccountInformation({ params: { accountId: town.mariaAccount } })
    expect(JSON.stringify(own)).toContain(sentinel)
    expect(JSON.stringify(await browser.api.listAccess())).toContain(sentinel)
  })
})

describe('the desk tells nothing about a protected holder without a further reason', () => {
  test.each(desk)('%s', async (name) => {
    const { sender, input } = await prepareUnhidden(name)
    const { text } = await send(sender, name, input)
    expect(isTelling(text), text).toBe(false)
  })
})

test('no mail to anybody else carries a value of the other holder', async () => {
  const mails =
    await scene.owner`SELECT recipient, subject, body FROM outgoing_messages WHERE recipient NOT LIKE ${`${sentinel}%`}`
  expect(mails.length).toBeGreaterThan(0)
  expect(mails.filter(({ subject, body }) => isTelling(`${subject} ${body}`))).toEqual([])
})
