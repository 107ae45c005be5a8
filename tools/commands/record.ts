import type { Env } from '@porchlight/server/config-values.ts'
import { openPool } from '@porchlight/server/database/sql.ts'
import { commandLine } from '@porchlight/server/project-folder.ts'
import { StartRefused } from '@porchlight/server/start-refused.ts'
import { type OnInstallation, onInstallation, readInstallation } from '../on-installation.ts'
import { makeKey } from '../record/make-key.ts'
import { proveEntries } from '../record/prove.ts'
import { rotateKey } from '../record/rotate.ts'
import { verifyAll } from '../record/verify.ts'

const usage = `${commandLine('record', 'init')}
  | verify [--keys FILE] [--checkpoints FOLDER] [--since CHECKPOINT] [--witness KEY]
  | rotate
  | prove (--entry N | --account N | --web-user N) --out FOLDER
  | prove --customer PERSON --out FILE.jsonl`

/** Makes the key that signs the record (`init`), checks the record (`verify`), or writes entries that anybody can verify (`prove`). */
export async function run(args: string[], env: Env): Promise<void> {
  const [verb = '', ...rest] = args
  const options = optionsOf(rest)
  if (verb === 'init' && options.size === 0) {
    const { config } = await readInstallation(env)
    makeKey(config, (sentence) => console.log(sentence))
    return
  }
  const work = { verify: verifyAll, prove: proveEntries, rotate: rotateKey }[verb]
  if (!work) throw new StartRefused(`Usage: ${usage}`)
  await onInstallation(
    env,
    async (on: OnInstallation) => {
      const owner = openPool(on.ownerUrl, 1)
      on.stopping.add(() => owner.end())
      await work({ ...on, owner, options, usage })
    },
    { asItIs: verb !== 'rotate' },
  )
}

/** Returns `--name value` pairs. Throws StartRefused for anything else. */
function optionsOf(args: readonly string[]): Map<string, string> {
  const options = new Map<string, string>()
  for (let at = 0; at < args.length; at += 2) {
    const [name = '', value] = args.slice(at, at + 2)
    if (!/^--[a-z-]+$/.test(name) || value === undefined) throw new StartRefused(`Usage: ${usage}`)
    options.set(name.slice(2), value)
  }
  return options
}
