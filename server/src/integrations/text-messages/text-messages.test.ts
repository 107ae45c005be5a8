import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { httpTextSender } from './http-text-sender.ts'
import { startTextStandIn, textsPath } from './stand-in.ts'

const authorization = 'Bearer a token for tests only'
let standIn: Awaited<ReturnType<typeof startTextStandIn>>
beforeAll(async () => {
  standIn = await startTextStandIn({ publicUrl: 'http://text.localhost:8080', authorization })
})
afterAll(() => standIn.close())

const base = () => `http://127.0.0.1:${standIn.port}`
const senderOf = (changes: object = {}) =>
  httpTextSender({ url: base() + textsPath, authorization, from: 'Harbor', ...changes })
const be = (mood: string) => fetch(`${base()}/mood`, { method: 'POST', body: new URLSearchParams({ mood }) })
const texts = async () => (await fetch(`${base()}/messages.json`)).json()
const message = (idempotencyKey: string) => ({ to: '+16195550101', text: '<b>417 902</b>', idempotencyKey })

test('sends a message, which the page of the stand-in shows escaped', async () => {
  await senderOf().sendText(message('first'))
  expect(await texts()).toMatchObject([{ to: '+16195550101', from: 'Harbor', text: '<b>417 902</b>' }])
  const page = await (await fetch(base())).text()
  expect(page).toContain('&lt;b&gt;417 902&lt;/b&gt;')
})

test('a message that is sent again under its key arrives once', async () => {
  const before = (await texts()).length
  await senderOf().sendText(message('again'))
  await senderOf().sendText(message('again'))
  expect(await texts()).toHaveLength(before + 1)
})

describe('fails as an outage, so that the message is sent again, when the provider', () => {
  test.each(['down', 'fail', 'hang'])('is in the mood "%s"', async (mood) => {
    await be(mood)
    const sent = senderOf({ patienceMs: 300 }).sendText(message(mood))
    await expect(sent).rejects.toMatchObject({ name: 'TextFailure', reason: 'text-provider-unreachable' })
    await be('up')
    await senderOf().sendText(message(mood))
  })

  test('does not accept our key', async () => {
    const sent = senderOf({ authorization: 'Bearer wrong' }).sendText(message('wrong key'))
    await expect(sent).rejects.toMatchObject({ reason: 'text-provider-unreachable' })
  })

  const answering = async (listener: RequestListener) => {
    const server = createServer(listener)
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    const { port } = server.address() as AddressInfo
    return { url: `http://127.0.0.1:${port}/`, close: () => server.close() }
  }

  test.each([301, 307, 404, 408, 429, 503])('answers %i', async (status) => {
    const other = await answering((_, response) => response.writeHead(status, { location: base() }).end())
    const sent = senderOf({ url: other.url }).sendText(message('status'))
    await expect(sent).rejects.toMatchObject({ reason: 'text-provider-unreachable' })
    other.close()
  })

  test('is not there', async () => {
    const other = await answering(() => {})
    other.close()
    const sent = senderOf({ url: other.url }).sendText(message('gone'))
    await expect(sent).rejects.toMatchObject({ reason: 'text-provider-unreachable' })
  })
})

test('fails for good when the provider refuses the number', async () => {
  await be('refuse')
  const sent = senderOf().sendText(message('refused'))
  await expect(sent).rejects.toMatchObject({ reason: 'text-refused' })
  await be('up')
})
