import { Readable } from 'node:stream'
import type { DoorContext } from '#door.ts'
import { incoming } from '#http/http.ts'

type Part = { text: string; next: string | null; fileName: string }

const types = { xml: 'application/atom+xml; charset=utf-8', csv: 'text/csv; charset=utf-8' }

/**
 * Sends the readings of a service point as a file, part by part: each is a request of its own through the pipeline, made when the
 * browser has taken the part before. So a long file holds neither memory nor a transaction, and stops when the session ends.
 */
export function serveUsageDownload({ app, http }: DoorContext): void {
  for (const format of ['xml', 'csv'] as const) {
    const url = `/accounts/:accountId/usage/download.${format}`
    app.get(url, { config: { action: 'usage:download' } }, async (request, response) => {
      const sender = incoming(request, http)
      const params = request.params as Record<string, string>
      const query = request.query as Record<string, string>
      const ask = async (at: string | null) => {
        const input = { params, query: { ...query, format, ...(at !== null && { at }) } }
        return (await http.pipeline.call('exportUsage', input, sender, { setCredential: undefined })) as Part
      }
      // The first part comes before the response begins, so that a refusal is sent as one.
      const first = await ask(null)
      const parts = async function* () {
        for (let part = first; ; part = await ask(part.next)) {
          yield part.text
          if (part.next === null) return
        }
      }
      return response
        .type(types[format])
        .header('content-disposition', `attachment; filename="${first.fileName}"`)
        .header('cache-control', 'no-store')
        .send(Readable.from(parts(), { objectMode: false, highWaterMark: 1 }))
    })
  }
}
