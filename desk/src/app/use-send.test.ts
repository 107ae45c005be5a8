import { Refused } from '@porchlight/contract/client.ts'
import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import { expect, test } from 'vitest'
import { deferredServer, runHook, settled } from '../testing/run-hook.fixture.ts'
import { useDesk } from './desk-context.ts'
import { useSend, wrongFields } from './use-send.ts'

/** A form at a server whose responses the test gives. `events`: what happened, in order. */
function openForm(readRefusal?: (refusal: RefusalBody) => RefusalBody | undefined) {
  const server = deferredServer<string>()
  const events: string[] = []
  const hook = runHook(
    () => {
      const { client } = useDesk()
      return useSend(
        (form) =>
          client.readTask({ params: { taskId: String(form.get('id')) } }) as unknown as Promise<string>,
        (response) => events.push(`done ${response}`),
        readRefusal,
      )
    },
    {},
    server,
  )
  const send = async () => {
    const form = new FormData()
    form.set('id', '7')
    hook.now.send(form, { draftId: 'd', saved: () => events.push('saved') })
    await settled()
  }
  return { server, hook, events, send }
}

test('sends one request for two clicks, deletes the draft, then reports the response', async () => {
  const { server, hook, events, send } = openForm()
  await hook.shown
  await send()
  await send()
  expect(server.requests.map(({ input }) => input)).toEqual([{ params: { taskId: '7' } }])
  expect(hook.now.isBusy).toBe(true)
  await server.requests[0]?.answer('ok')
  expect(events).toEqual(['saved', 'done ok'])
  expect(hook.now.isBusy).toBe(false)
})

test('keeps the draft after a refusal and can send again', async () => {
  const { server, hook, events, send } = openForm()
  await hook.shown
  await send()
  await server.requests[0]?.refuse(new Refused(503, { reason: 'out-of-order' }))
  expect(hook.now.refusal).toEqual({ reason: 'out-of-order' })
  expect(events).toEqual([])
  await send()
  await server.requests[1]?.answer('ok')
  expect(hook.now.refusal).toBeUndefined()
  expect(events).toEqual(['saved', 'done ok'])
})

test('shows no refusal that the form deals with itself', async () => {
  const seen: string[] = []
  const { server, hook, send } = openForm(({ reason }) => {
    seen.push(reason)
    return undefined
  })
  await hook.shown
  await send()
  await server.requests[0]?.refuse(new Refused(409, { reason: 'version-conflict' }))
  expect(seen).toEqual(['version-conflict'])
  expect(hook.now.refusal).toBeUndefined()
  expect(hook.now.isBusy).toBe(false)
})

test('words a field that the desk finds wrong as the server does', () => {
  expect(wrongFields({ field: 'reason', reason: 'required' }).body).toEqual({
    reason: 'invalid-field',
    fields: [{ field: 'reason', reason: 'required' }],
  })
})
