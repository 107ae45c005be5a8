import { type Attack, must, mustEqual } from '../attack.ts'
import type { WebClient } from '../client/web-client.ts'
import type { Stage } from '../stage.ts'
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

/** Throws unless it usually took a second at most: the middle of several, so that one slow moment of the machine decides nothing. */
function mustBeWithinASecond(times: readonly number[], what: string): void {
  const middle = [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.POSITIVE_INFINITY
  must(middle <= 1_000, `${what} took ${Math.round(middle)} ms, in the middle of ${times.length} tries`)
}

export const openTabs: readonly Attack[] = [
  {
    id: '31-streams',
    point: 31,
    title: 'the stream of an ended masquerade stops by itself',
    attack: 'the stream of a view is open at the other process while the masquerade is ended',
    expected:
      '`ended` and the end of the stream within a second, in the middle of five; the page then says who and why',
    needs: ['second-process'],
    async run(stage) {
      const supervisor = await stage.csr('supervisor')
      const late: number[] = []
      for (let nth = 0; nth < 5; nth += 1) {
        const desk = await stage.csr('agent')
        const { view, masqueradeId } = await stage.masquerade(desk, stage.who('holder'), `stream ${nth}`)
        const following = streamUntilEnd(view.through(stage.otherProcess), '/api/masquerade/live', 20_000)
        await new Promise((resolve) => setTimeout(resolve, 300))
        const params = { masqueradeId }
        await supervisor.api.endAnyMasquerade({ params, body: { reason: 'a reason to read' } })
        const began = performance.now()
        must((await following)?.text.includes('event: ended'), 'the stream goes on')
        late.push(performance.now() - began)
        const { status, text } = await view.get('/')
        mustEqual(status, 401, 'the page afterwards')
        must(text.includes('a reason to read'), 'the page does not say why it ended')
      }
      mustBeWithinASecond(late, 'the end of a stream')
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
      const late: number[] = []
      for (let nth = 0; nth < 3; nth += 1) late.push(...(await endOfTabs(stage)))
      mustBeWithinASecond(
        late,
        'the end of what a tab shows, without the time that the browser takes for any page,',
      )
    },
  },
]

/**
 * Ends a masquerade that two tabs show. Returns how long after it each tab showed the end, in milliseconds, without what both tabs take to
 * load a page at that moment: what is measured is the product, not the machine.
 */
async function endOfTabs(stage: Stage): Promise<number[]> {
  const desk = await stage.csr('agent')
  const supervisor = await stage.csr('supervisor')
  const target = stage.who('holder')
  const { accountId, userName } = target
  const context = await (await stage.browser()).newContext()
  try {
    await holdDesk(context, desk)
    const { page, origin, masqueradeId } = await arriveInBrowser(stage, context, desk, target, 'open tabs')
    const other = await context.newPage()
    await page.goto(`${origin}/accounts/${accountId}/information`)
    await other.goto(`${origin}/accounts/${accountId}/bills`)
    const shown = await page.getByRole('main').innerText()
    const address = /\d+ [A-Z][a-z]+ (?:St|Rd|Ave|Pl|Ln|Dr|Way|Ct|Blvd)\b/.exec(shown)?.[0]
    const loading = performance.now()
    await Promise.all([page, other].map((tab) => tab.reload()))
    const ofBrowser = performance.now() - loading
    const params = { masqueradeId }
    await supervisor.api.endAnyMasquerade({ params, body: { reason: 'a reason to show' } })
    const began = performance.now()
    const seen = [page, other].map(async (tab) => {
      must(
        await isSeen(tab.getByRole('heading', { name: /has ended/ })),
        'a tab goes on showing the customer',
      )
      return performance.now() - began - ofBrowser
    })
    const late = await Promise.all(seen)
    for (const tab of [page, other]) {
      const text = await tab.locator('body').innerText()
      must(text.includes('a reason to show'), `the tab does not say why: ${text.slice(0, 200)}`)
      must(
        !text.includes(userName) && (!address || !text.includes(address)),
        'the tab still shows the customer',
      )
    }
    return late
  } finally {
    await context.close()
  }
}
