import { type Attack, must, mustEqual } from '../attack.ts'
import type { WebClient } from '../client/web-client.ts'
import { isSeen } from './on-screen.ts'
import { arriveInBrowser, holdDesk } from './side-by-side.ts'

/** Reads what a stream says until it ends by itself; undefined where it goes on for this long. */
export async function streamUntilEnd(
  client: WebClient,
  path: string,
  mostMs: number,
): Promise<{ text: string; ms: number } | undefined> {
  const began = performance.now()
  const response = await Promise.race([
    client.raw('GET', path),
    new Promise<undefined>((resolve) => setTimeout(resolve, mostMs)),
  ])
  return response && { text: response.text, ms: performance.now() - began }
}

export const openTabs: readonly Attack[] = [
  {
    id: '31-streams',
    point: 31,
    title: 'the stream of an ended masquerade stops by itself',
    attack: 'the stream of a view is open at the other process while the masquerade is ended',
    expected: '`ended` and the end of the stream within a second or so; the page then says who and why',
    needs: ['second-process'],
    async run(stage) {
      const { view, masqueradeId } = await stage.masquerade(
        await stage.csr('agent'),
        stage.who('holder'),
        'stream',
      )
      const supervisor = await stage.csr('supervisor')
      const following = streamUntilEnd(view.through(stage.otherProcess), '/api/masquerade/live', 20_000)
      await new Promise((resolve) => setTimeout(resolve, 300))
      const began = performance.now()
      await supervisor.api.endAnyMasquerade({
        params: { masqueradeId },
        body: { reason: 'a reason to read' },
      })
      const ended = await following
      must(ended?.text.includes('event: ended'), 'the stream goes on')
      const late = Math.round(performance.now() - began)
      must(late < 10_000, `the stream ended after ${late} ms`)
      const { status, text } = await view.get('/')
      mustEqual(status, 401, 'the page afterwards')
      must(text.includes('a reason to read'), 'the page does not say why it ended')
    },
  },
  {
    id: '31-tabs',
    point: 31,
    title: 'open tabs of an ended masquerade clear what they showed and say who ended it and why',
    attack: 'two tabs of a view, one with typed text; a supervisor ends the masquerade; nothing is clicked',
    expected: 'both tabs show the end by themselves, with name and reason, and nothing of the customer',
    needs: ['browser'],
    async run(stage) {
      const desk = await stage.csr('agent')
      const supervisor = await stage.csr('supervisor')
      const { accountId, userName } = stage.who('holder')
      const context = await (await stage.browser()).newContext()
      try {
        await holdDesk(context, desk)
        const { page, origin, masqueradeId } = await arriveInBrowser(
          stage,
          context,
          desk,
          stage.who('holder'),
          'open tabs',
        )
        const other = await context.newPage()
        await page.goto(`${origin}/accounts/${accountId}/information`)
        await other.goto(`${origin}/accounts/${accountId}/bills`)
        const shown = await page.getByRole('main').innerText()
        const address = /\d+ [A-Z][a-z]+ (?:St|Rd|Ave|Pl|Ln|Dr|Way|Ct|Blvd)\b/.exec(shown)?.[0]
        await supervisor.api.endAnyMasquerade({
          params: { masqueradeId },
          body: { reason: 'a reason to show' },
        })
        for (const tab of [page, other]) {
          const heading = tab.getByRole('heading', { name: /has ended/ })
          must(await isSeen(heading), 'a tab goes on showing the customer')
          const text = await tab.locator('body').innerText()
          must(text.includes('a reason to show'), `the tab does not say why: ${text.slice(0, 200)}`)
          must(
            !text.includes(userName) && (!address || !text.includes(address)),
            'the tab still shows the customer',
          )
        }
      } finally {
        await context.close()
      }
    },
  },
]
