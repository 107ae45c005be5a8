import type { Arrival, Mood } from './arrivals.ts'
import { type HttpCisOptions, httpCis } from './http-cis.ts'
import { startCisStandIn } from './stand-in.ts'
import { tasksPath } from './tasks-path.ts'

/** Starts a stand-in on loopback, with a client whose key it accepts. Tests set its mood on its page, as a person would. */
export async function openCis() {
  const key = { keyId: 'test', secret: 'a secret of these tests, of a good length' }
  const standIn = await startCisStandIn({ publicUrl: 'http://cis.localhost:8080', ...key })
  const at = `http://127.0.0.1:${standIn.port}`
  const url = at + tasksPath
  return {
    ...key,
    at,
    url,
    client: (changes: Partial<HttpCisOptions> = {}) => httpCis({ url, ...key, ...changes }),
    arrivals: async (): Promise<Arrival[]> => (await fetch(`${at}/arrivals.json`)).json(),
    page: async () => (await fetch(at)).text(),
    beIn: async (mood: Mood, accountId = '') => {
      const { status } = await fetch(`${at}/mood`, {
        method: 'POST',
        body: new URLSearchParams({ mood, accountId }),
        redirect: 'manual',
      })
      if (status !== 303) throw new Error(`the stand-in would not be in the mood ${mood}: ${status}`)
    },
    close: () => standIn.close(),
  }
}
