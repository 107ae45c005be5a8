import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { type HttpOptions, incoming, refuseForged } from '#http/http.ts'

type Page = { csv: string; rows: number; nextCursor: string | null }

/**
 * The whole export as one file, streamed: each page is a request of its own through the pipeline, made when the reader has taken
 * the one before. So it holds one page in memory, no transaction stays open for a slow reader, and a CSR whose session ends
 * or who loses the permission gets no further.
 */
export function serveTaskExport(app: FastifyInstance, http: HttpOptions): void {
  const { pipeline } = http
  const config = { action: 'task:export' }
  app.post('/api/desk/self-service-tasks/export.csv', { config }, async (request, response) => {
    const known = incoming(request, http)
    await refuseForged(request, known, request.headers['porchlight-form-token'], http)
    const asked = typeof request.body === 'object' && request.body !== null ? request.body : {}
    const ask = async (more: object) => {
      const reply = { setCredential: undefined }
      return (await pipeline.call('exportTasks', { body: { ...asked, ...more } }, known, reply)) as Page
    }
    // What is refused is refused with its reason, before a file begins.
    const first = await ask({ cursor: undefined, rowsBefore: 0 })
    const pages = async function* () {
      let page = first
      let rowsBefore = 0
      for (;;) {
        yield page.csv
        rowsBefore += page.rows
        if (page.nextCursor === null) return
        page = await ask({ cursor: page.nextCursor, rowsBefore })
      }
    }
    return response
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="self-service-tasks.csv"')
      .header('cache-control', 'no-store')
      .send(Readable.from(pages(), { objectMode: false, highWaterMark: 1 }))
  })
}
