import { reasons } from '@porchlight/contract/reasons.ts'
import { diceOf } from '../../fuzz/dice.ts'
import { short } from '../attack.ts'
import { type Answer, reasonOf } from '../client/web-client.ts'
import type { Stage } from '../stage.ts'
import { existingValues } from './existing-values.ts'
import { type Batch, type Generated, generate } from './generated-requests.ts'
import { type GeneratorActor, generatorActors } from './generator-actors.ts'
import type { GeneratorReport } from './generator-report.ts'
import { standingOf } from './standing.ts'

const mostFaults = 20
/** Concurrent requests, so that the process is tested while it is busy. */
const atOnce = 4

const isPage = ({ headers }: Answer) => /text\/html/.test(headers['content-type'] ?? '')

/** Returns the fault of a response; undefined if there is none. */
function faultOf({ markup }: Generated, response: Answer): 'fivexx' | 'unnamed' | 'echoed' | undefined {
  if (response.status >= 500) return 'fivexx'
  const mark = markup && /<i data-misuse=\d+>/.exec(markup)?.[0]
  if (mark && isPage(response) && response.text.includes(mark)) return 'echoed'
  if (response.status < 400) return undefined
  const isNamed = isPage(response) ? /<h1|<title>/.test(response.text) : (reasonOf(response) ?? '') in reasons
  return isNamed ? undefined : 'unnamed'
}

/**
 * Walks the contract and the portal's forms with a hostile value in each field, by somebody with a valid session of each kind in
 * turn. Each must be refused with a reason or do what it says: never a 5xx, nothing changed by what is refused, no markup repeated.
 * @param most about how many requests; every field gets one at least
 */
export async function runGenerator(stage: Stage, most: number, seed: number): Promise<GeneratorReport> {
  const dice = diceOf(seed)
  const actors = await generatorActors(stage)
  const report: GeneratorReport = {
    ...{ requests: 0, slowest_ms: 0, slowest_endpoint: '' },
    ...{ fivexx: 0, unnamed: 0, echoed: 0, half: 0, faults: [] },
  }
  const note = (fault: 'fivexx' | 'unnamed' | 'echoed' | 'half', what: string) => {
    report[fault] += 1
    if (report.faults.length < mostFaults) report.faults.push(`${fault}: ${what}`)
  }

  const send = async (actor: GeneratorActor, batch: Batch, generated: Generated): Promise<Answer> => {
    const { method, path, json, form } = generated
    const sending = { ...(json !== undefined && { json }), ...(form && { form }) }
    const response = await actor.client.request(method, path, sending)
    report.requests += 1
    if (response.ms > report.slowest_ms) {
      report.slowest_ms = Math.round(response.ms)
      report.slowest_endpoint = `${batch.name} (${actor.name})`
    }
    const fault = faultOf(generated, response)
    if (fault)
      note(
        fault,
        `${batch.name} ${generated.field} by ${actor.name}: ${response.status} ${short(JSON.stringify(json ?? form ?? path), 200)}`,
      )
    return response
  }

  const existing = await existingValues(stage)
  // A request that was accepted can end the sessions that read the product.
  const standing = () =>
    standingOf(stage).catch(() => {
      stage.forgetAll()
      return standingOf(stage)
    })
  let before: string | undefined
  for (const [nth, batch] of generate(dice, existing, most).entries()) {
    const able = actors.filter(({ site }) => (batch.site === 'any' ? site !== 'desk' : site === batch.site))
    let accepted = 0
    if (batch.isChange) before ??= await standing()
    for (let start = 0; start < batch.requests.length; start += atOnce) {
      const actor = able[(nth + start / atOnce) % able.length]
      if (!actor) break
      const sent = batch.requests.slice(start, start + atOnce)
      const answers = await Promise.all(sent.map((generated) => send(actor, batch, generated)))
      accepted += answers.filter(({ status }) => status < 400).length
      // A request that was accepted can end the session that sent it.
      if (actor.name !== 'stranger' && answers.some(({ status }) => status === 401))
        actor.client = await actor.renew().catch(() => actor.client)
    }
    if (!batch.isChange) continue
    if (accepted > 0) before = undefined
    else {
      const after = await standing()
      if (after !== before) note('half', `${batch.name}: every request was refused, and something changed`)
      before = after
    }
  }
  return report
}
