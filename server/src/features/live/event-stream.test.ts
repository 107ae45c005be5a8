import { once } from 'node:events'
import { createServer, get, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { openEventStream } from './event-stream.ts'

test('drops events of a reader that does not keep up, and tells it to refetch when it has caught up', async () => {
  let opened: (response: ServerResponse) => void = () => {}
  const response = new Promise<ServerResponse>((resolve) => {
    opened = resolve
  })
  const server = createServer((_, response) => opened(response)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const request = get({ host: '127.0.0.1', port: (server.address() as AddressInfo).port })
  const raw = await response
  let caughtUp = 0
  const stream = openEventStream(raw, {}, () => {
    caughtUp += 1
    stream.send('change', '1-1', { kind: 'everything', rows: null })
  })
  const [incoming] = (await once(request, 'response')) as [IncomingMessage]
  incoming.pause()

  const block = 'x'.repeat(64 * 1024)
  // Far more than the kernel buffers for a loopback connection.
  for (let sent = 0; sent < 2_000; sent += 1) {
    stream.send('change', '1-0', block)
    if (sent % 20 === 0) await new Promise(setImmediate)
  }
  expect(raw.writableLength).toBeLessThan(2 * block.length)
  // The reader caught up now and then while the kernel buffered; now it is stuck.
  const whilePaused = caughtUp

  let heard = ''
  incoming.setEncoding('utf8')
  incoming.on('data', (chunk: string) => {
    heard += chunk
    if (caughtUp > whilePaused) stream.end({ cause: 'replaced' })
  })
  incoming.resume()
  await once(incoming, 'end')
  expect(caughtUp).toBe(whilePaused + 1)
  expect(heard.split('event: change').length - 1).toBeLessThan(2_000)
  expect(heard).toMatch(/event: bye\ndata: \{"cause":"replaced"\}\n\n$/)
  server.close()
})
