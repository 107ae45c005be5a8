import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from './build.mjs'

/** `npm run demo`, `npm run admin` ...: each is a file of `tools/commands` that exports `run(args, env)`. */
await build()
const folder = fileURLToPath(new URL('../dist/commands/', import.meta.url))
const [command = '', ...args] = process.argv.slice(2)
const file = path.join(folder, `${command}.mjs`)
if (!/^[a-z-]+$/.test(command) || !existsSync(file)) {
  const commands = readdirSync(folder).flatMap((name) => (name.endsWith('.mjs') ? [name.slice(0, -4)] : []))
  console.error(`There is no command "${command}": there are ${commands.join(', ')}.`)
  process.exit(1)
}
const { run } = await import(pathToFileURL(file).href)
try {
  await run(args, process.env)
  process.exit()
} catch (error) {
  // A refusal is a sentence for the operator. Any other error is a fault, printed with its stack.
  console.error(error.name === 'StartRefused' ? error.message : error)
  process.exit(1)
}
