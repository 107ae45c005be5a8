import { type Attack, Broken, type FromInside, type Need } from './attack.ts'
import type { Deployment, Stage } from './stage.ts'

export type Verdict = 'passed' | 'failed' | 'not applicable'
export type Outcome = {
  point: number
  id: string
  title: string
  attack: string
  expected: string
  verdict: Verdict
  /** Why it failed, or why it is not applicable. */
  why?: string
  ms: number
}

const lacks: Record<Need, string> = {
  browser: 'no browser was asked for (--no-browser)',
  'second-process': 'the deployment has one known process (--second names another)',
  'sign-in-again': 'CSRs are signed in by a cookie, and the attack ends sessions',
  mail: 'the mail of this deployment cannot be read',
  'payment-page': 'the payment page of this deployment is not the demo’s',
  'process-output': 'the log of this deployment cannot be read',
}

/** Returns what a deployment offers to attacks. */
export function offersOf(deployment: Deployment, hasBrowser: boolean, isDemo: boolean): ReadonlySet<Need> {
  const offers: (Need | false)[] = [
    hasBrowser && 'browser',
    deployment.processes.length > 1 && 'second-process',
    Object.values(deployment.accounts.csrs).every(({ password }) => password !== undefined) &&
      'sign-in-again',
    isDemo && 'mail',
    isDemo && 'payment-page',
    deployment.own !== undefined && 'process-output',
  ]
  return new Set(offers.filter((offer) => offer !== false))
}

/** Runs one attack. An attack that could not be carried out has failed: a point that was not attacked is not shown to hold. */
export async function runAttack(attack: Attack, stage: Stage, offers: ReadonlySet<Need>): Promise<Outcome> {
  const { run, needs = [], ...said } = attack
  const missing = needs.find((need) => !offers.has(need))
  if (missing) return { ...said, verdict: 'not applicable', why: lacks[missing], ms: 0 }
  const began = performance.now()
  const outcome = (verdict: Verdict, why?: string): Outcome => ({
    ...said,
    verdict,
    ...(why !== undefined && { why }),
    ms: Math.round(performance.now() - began),
  })
  try {
    if (needs.includes('second-process')) await stage.deployment.own?.startSecond()
    await run(stage)
    return outcome('passed')
  } catch (error) {
    if (error instanceof Broken) return outcome('failed', error.message)
    return outcome('failed', `could not be carried out: ${error instanceof Error ? error.message : error}`)
  }
}

/** Returns the outcome of what only an inside test can show. */
export const fromInside = ({ point, what, shownBy }: FromInside): Outcome => ({
  point,
  id: `inside-${point}`,
  title: what,
  attack: 'none from outside',
  expected: '',
  verdict: 'not applicable',
  why: `not to be seen from outside; shown by ${shownBy}`,
  ms: 0,
})
