import { Readable } from 'node:stream'
import type { Api } from '@porchlight/contract/api.ts'
import type { Response } from '@porchlight/contract/endpoint.ts'
import type { DoorContext } from '#door.ts'
import { refuseForged } from '#http/forgery.ts'
import { incoming } from '#http/http.ts'

type Page = Response<Api['exportRecord']>

/**
 * Streams a whole list with its proofs as one file. Each page is a request of its own through the pipeline, made when the browser has
 * taken the page before: the export stops when the CSR's session or permission ends, and then lacks its last line.
 */
export function serveRecordExport({ app, http }: DoorContext): void {
  const { pipeline } = http
  app.post(
    '/api/desk/record/export.jsonl',
    { config: { action: 'record:view' } },
    async (request, response) => {
      const sender = incoming(request, http)
      await refuseForged(request, sender, request.headers['porchlight-form-token'], http)
      const list = typeof request.body === 'object' && request.body !== null ? request.body : {}
      const ask = async (cursor: Page['nextCursor'] | undefined) => {
        const body = { ...list, ...(cursor && { cursor }) }
        const reply = { setCredential: undefined }
        return (await pipeline.call('exportRecord', { body }, sender, reply)) as Page
      }
      // The first page comes before the response begins, so that a refusal is sent as one.
      const first = await ask(undefined)
      const pages = async function* () {
        for (let page = first; ; page = await ask(page.nextCursor)) {
          yield page.text
          if (page.nextCursor === null) return
        }
      }
      return response
        .type('application/x-ndjson; charset=utf-8')
        .header('content-disposition', 'attachment; filename="record.jsonl"')
        .header('cache-control', 'no-store')
        .send(Readable.from(pages(), { objectMode: false, highWaterMark: 1 }))
    },
  )
}
