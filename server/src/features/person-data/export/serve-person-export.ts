import { Readable } from 'node:stream'
import type { DoorContext } from '#door.ts'
import { refuseForged } from '#http/forgery.ts'
import { incoming } from '#http/http.ts'

type Page = { text: string; rows: number; nextCursor: string | null }

const types = { json: 'application/json; charset=utf-8', html: 'text/html; charset=utf-8' }

/**
 * Streams everything about one person as a file. Each page is a request of its own through the pipeline, made when the browser has
 * taken the page before: the export stops when the CSR's session or permission ends, and no transaction waits for a slow browser.
 */
export function servePersonExport({ app, http }: DoorContext): void {
  const { pipeline } = http
  for (const format of ['json', 'html'] as const) {
    const url = `/api/desk/accounts/:accountId/persons/:personId/export.${format}`
    app.post(url, { config: { action: 'person-data:export' } }, async (request, response) => {
      const sender = incoming(request, http)
      await refuseForged(request, sender, request.headers['porchlight-form-token'], http)
      const choices = typeof request.body === 'object' && request.body !== null ? request.body : {}
      const params = request.params as Record<string, string>
      const ask = async (cursor: string | null) => {
        const body = { ...choices, format, ...(cursor !== null && { cursor }) }
        const reply = { setCredential: undefined }
        return (await pipeline.call('exportPersonData', { params, body }, sender, reply)) as Page
      }
      // The first page comes before the response begins, so that a refusal is sent as one.
      const first = await ask(null)
      const pages = async function* () {
        for (let page = first; ; page = await ask(page.nextCursor)) {
          yield page.text
          if (page.nextCursor === null) return
        }
      }
      return response
        .type(types[format])
        .header('content-disposition', `attachment; filename="person-${Number(params.personId)}.${format}"`)
        .header('cache-control', 'no-store')
        .send(Readable.from(pages(), { objectMode: false, highWaterMark: 1 }))
    })
  }
}
