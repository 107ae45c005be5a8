import { Readable } from 'node:stream'
import type { DoorContext } from '#door.ts'
import { refuseForged } from '#http/forgery.ts'
import { incoming } from '#http/http.ts'

type Page = { csv: string; rows: number; nextCursor: string | null }

/**
 * Streams a whole export as one file. Each page is a request of its own through the pipeline, made when the browser has taken the page
 * before. So one page is in memory, no transaction stays open for a slow browser, and the export stops when the CSR's session or
 * permission ends.
 */
export function serveTaskExport({ app, http }: DoorContext): void {
  const { pipeline } = http
  const config = { action: 'task:export' }
  app.post('/api/desk/self-service-tasks/export.csv', { config }, async (request, response) => {
    const incomingRequest = incoming(request, http)
    await refuseForged(request, incomingRequest, request.headers['porchlight-form-token'], http)
    const body = typeof request.body === 'object' && request.body !== null ? request.body : {}
    const ask = async (more: object) => {
      const reply = { setCredential: undefined }
      return (await pipeline.call(
        'exportTasks',
        { body: { ...body, ...more } },
        incomingRequest,
        reply,
      )) as Page
    }
    // The first page comes before the response begins, so that a refusal is sent as one.
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
