#!/usr/bin/env node
import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** `node porchlight.mjs` runs the product, `node porchlight.mjs admin list` one of its commands. */
const dist = fileURLToPath(new URL('./dist/', import.meta.url))
const [command, ...args] = process.argv.slice(2)
const load = (name) => import(pathToFileURL(path.join(dist, name)).href)

if (command === undefined) {
  const { main } = await load('server.mjs')
  await main(process.env)
} else if (/^[a-z-]+$/.test(command) && existsSync(path.join(dist, 'commands', `${command}.mjs`))) {
  const { run } = await load(`commands/${command}.mjs`)
  try {
    await run(args[0] === '--' ? args.slice(1) : args, process.env)
    process.exit()
  } catch (error) {
    // A refusal is a sentence for the operator. Any other error is a fault, printed with its stack.
    console.error(error.name === 'StartRefused' ? error.message : error)
    process.exit(1)
  }
} else {
  console.error(
    `There is no command "${command}": there are admin, import, record and search. Without one it starts.`,
  )
  process.exit(1)
}
