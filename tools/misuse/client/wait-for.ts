import { must } from '../attack.ts'
import type { Stage } from '../stage.ts'
import { WebClient } from './web-client.ts'

type Mail = { to?: unknown; recipients?: unknown; subject: string; text: string; html: string }

/** Returns the mails that the demo's mail page shows, newest first, to one address. */
export async function mailsTo(stage: Stage, address: string): Promise<Mail[]> {
  const { text } = await new WebClient(stage.sites.mail).raw('GET', '/messages.json')
  return (JSON.parse(text) as Mail[]).filter((mail) => JSON.stringify(mail).includes(address))
}

/** Waits until the condition holds, at most this long: what the worker does comes within seconds. */
export async function waitFor<T>(
  work: () => Promise<T | undefined | false>,
  what: string,
  mostMs = 30_000,
): Promise<T> {
  const until = Date.now() + mostMs
  for (;;) {
    const result = await work()
    if (result) return result
    must(Date.now() < until, `${what} did not happen within ${mostMs / 1000} s`)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}
