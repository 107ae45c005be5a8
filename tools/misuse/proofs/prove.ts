import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { openPool } from '@porchlight/server/database/sql.ts'
import { demoAccounts } from '../accounts.ts'
import { isNamedBy } from '../attack.ts'
import { attacks } from '../attacks/attacks.ts'
import { sitesOf } from '../client/deployment.ts'
import { closeConnections } from '../client/web-client.ts'
import { lazyBrowser } from '../lazy-browser.ts'
import { freePorts, type Kept, startOwnProduct, temporaryData } from '../product/own-product.ts'
import { Stage } from '../stage.ts'
import { type Outcome, offersOf, runAttack } from '../verdict.ts'
import { copyOfProject } from './copy-of-project.ts'
import type { FunctionEdit, Proof } from './proof.ts'
import { proofs } from './proofs.ts'

type Copy = ReturnType<typeof copyOfProject>

/** Changes functions of the product's database. Throws where a function has the text no longer. */
async function breakFunctions(ownerUrl: string, functions: readonly FunctionEdit[]): Promise<void> {
  const owner = openPool(ownerUrl, 1)
  try {
    for (const { name, find, replace } of functions) {
      const [row] = await owner`SELECT pg_get_functiondef(${name}::regproc) AS text`
      const text = String(row?.text)
      if (!text.includes(find)) throw new Error(`the function ${name} has no longer: ${find}`)
      await owner.unsafe(text.replace(find, () => replace))
    }
  } finally {
    await owner.end()
  }
}

/** Starts the copy with a fault in it, on a copy of the data, and runs the attack that must find it. */
async function proveOne(
  copy: Copy,
  { data, ports }: Kept,
  proof: Proof,
  browser: ReturnType<typeof lazyBrowser>,
): Promise<Outcome> {
  const attack = attacks.find(({ id }) => id === proof.attack)
  if (!attack) throw new Error(`there is no attack ${proof.attack}`)
  const undo = await copy.make(proof.edits ?? [])
  const dataOfThis = temporaryData()
  rmSync(dataOfThis, { recursive: true })
  // The database's files belong to another account where root runs this: only cp keeps owners.
  execFileSync('cp', ['-a', data, dataOfThis])
  try {
    const own = await startOwnProduct(copy.folder, { data: dataOfThis, ports })
    try {
      await breakFunctions(own.ownerUrl, proof.functions ?? [])
      const deployment = {
        sites: sitesOf(own.url),
        accounts: demoAccounts(),
        processes: [own.first, own.second] as const,
        own,
      }
      return await runAttack(attack, new Stage(deployment, browser.open), offersOf(deployment, true, true))
    } finally {
      await own.close()
    }
  } finally {
    rmSync(dataOfThis, { recursive: true, force: true })
    await undo()
  }
}

/**
 * Breaks a copy of the product once for each attack, and says whether the attack failed. An attack without a proof fails too.
 * @param only which attacks ({@link isNamedBy})
 */
export async function prove(only?: string): Promise<boolean> {
  const named = attacks.filter(isNamedBy(only))
  const chosen = proofs.filter(({ attack }) => named.some(({ id }) => id === attack))
  const missing = named.filter(({ id }) => !proofs.some(({ attack }) => attack === id))
  const copy = copyOfProject()
  const kept = { data: temporaryData(), ports: await freePorts() }
  const browser = lazyBrowser()
  let proved = 0
  try {
    await (await startOwnProduct(copy.folder, kept)).close()
    for (const proof of chosen) {
      const { verdict, why } = await proveOne(copy, kept, proof, browser).catch(({ message }: Error) => ({
        verdict: 'failed',
        why: `could not be carried out: ${message}`,
      }))
      closeConnections()
      // An attack that could not be carried out says nothing about what it attacks.
      const isProved = verdict === 'failed' && !why?.startsWith('could not be carried out')
      if (isProved) proved += 1
      console.log(`${isProved ? 'found   ' : 'NOT SEEN'}  ${proof.attack.padEnd(22)}  ${proof.what}`)
      console.log(`                                  ${verdict}: ${why ?? ''}`)
    }
  } finally {
    await browser.close()
    rmSync(kept.data, { recursive: true, force: true })
    copy.close()
  }
  for (const { id } of missing) console.log(`NO PROOF  ${id}`)
  console.log(`proofs: ${proved} of ${chosen.length + missing.length}`)
  return proved === chosen.length && missing.length === 0
}
