import { once } from 'node:events'
import { createServer, get, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { openEventStream } from './event-stream.ts'

test('a reader who does not keep up costs no memory, and is told when it has caught up', async () => {
  let opened: (response: ServerResponse) => void = () => {}
  const response = new Promise<ServerResponse>((resolve) => {
    opened = resolve
  })
  const server = createServer((_, answer) => opened(answer)).listen(0, '127.0.0.1')
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
  // Far more than the kernel keeps for a connection on its own machine.
  for (let sent = 0; sent < 2_000; sent += 1) {
    stream.send('change', '1-0', block)
    if (sent % 20 === 0) await new Promise(setImmediate)
  }
  expect(raw.writableLength).toBeLessThan(2 * block.length)
  // While the kernel still took some it caught up now and then; now it is stuck.
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
