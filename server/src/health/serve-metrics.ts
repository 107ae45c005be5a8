import { createServer, type Server } from 'node:http'
import type { Watch } from './watch.ts'

/**
 * Makes the server of the metrics, on a port of its own that no reverse proxy leads to: `/metrics` for Prometheus, and the two
 * health checks again. It does not listen yet.
 */
export function createMetricsServer({ metrics, readiness }: Watch): Server {
  const responseTo = async (path: string): Promise<{ status: number; type: string; body: string }> => {
    if (path === '/metrics') return { status: 200, type: metrics.contentType, body: await metrics.read() }
    if (path === '/healthz') return { status: 200, type: 'text/plain; charset=utf-8', body: 'ok' }
    if (path !== '/readyz') return { status: 404, type: 'text/plain; charset=utf-8', body: 'not found\n' }
    const ready = await readiness()
    return {
      status: ready.ready ? 200 : 503,
      type: 'application/json; charset=utf-8',
      body: JSON.stringify(ready),
    }
  }
  return createServer((request, response) => {
    responseTo((request.url ?? '').split('?', 1)[0] ?? '').then(
      ({ status, type, body }) =>
        response
          .writeHead(status, {
            'content-type': type,
            'x-content-type-options': 'nosniff',
            'cache-control': 'no-store',
          })
          .end(body),
      () => response.writeHead(500).end(),
    )
  })
}
