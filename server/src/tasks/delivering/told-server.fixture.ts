import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { httpCis } from '#integrations/cis/http-cis.ts'

export type Told = { taskId: number; body: string; response: ServerResponse }

/** The status with which the server answers a task; undefined where the test answers by itself. */
export type Answering = (taskId: number, times: number) => number | undefined

/** A real HTTP server in place of a CIS. The test chooses its answers. */
export async function openToldServer() {
  const told: Told[] = []
  const waiting: (() => void)[] = []
  const server = createServer(async (request, response) => {
    const body = await text(request)
    const taskId = Number(/\d+/.exec(String(request.headers['idempotency-key'])))
    told.push({ taskId, body, response })
    for (const tell of waiting.splice(0)) tell()
    const status = it.answering(taskId, told.filter((one) => one.taskId === taskId).length)
    if (status !== undefined) response.writeHead(status, { 'content-type': 'application/json' }).end('{}')
  })
  const it = { answering: (() => 200) as Answering }
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/tasks`
  return Object.assign(it, {
    told,
    url,
    ids: () => told.map(({ taskId }) => taskId),
    client: httpCis({ url, keyId: 'test', secret: 'a secret of these tests, of a good length' }),
    /** Resolves when the server has received this many deliveries. */
    arrived: async (count: number) => {
      while (told.length < count) await new Promise<void>((resolve) => waiting.push(resolve))
    },
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  })
}
