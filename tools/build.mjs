import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import zlib from 'node:zlib'
import { buildPlan } from './build-plan.mjs'

const project = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const dist = path.join(project, 'dist')
const stampFile = path.join(dist, 'build.json')
const watched = [
  'contract/src',
  'embedded-postgres/src',
  'locales',
  'ui/src',
  'server/src',
  'portal/src',
  'desk/src',
  'tools',
  'package-lock.json',
]

/** Returns a hash of the name, size and time of every source, which is faster than reading them. */
function fingerprint() {
  const hash = createHash('sha256')
  const take = (file) => {
    const { size, mtimeMs } = statSync(file)
    hash.update(`${path.relative(project, file)} ${size} ${mtimeMs}\n`)
  }
  for (const place of watched.map((name) => path.join(project, name)).filter(existsSync)) {
    if (statSync(place).isFile()) {
      take(place)
      continue
    }
    const entries = readdirSync(place, { recursive: true, withFileTypes: true }).filter((e) => e.isFile())
    for (const file of entries.map((e) => path.join(e.parentPath, e.name)).sort()) take(file)
  }
  return hash.digest('hex')
}

function lastBuild() {
  try {
    return JSON.parse(readFileSync(stampFile, 'utf8'))
  } catch {
    return { fingerprint: '', files: [] }
  }
}

/** Writes a draft and renames it, so that a process that starts meanwhile never reads half a file. */
function write(file, contents) {
  mkdirSync(path.dirname(file), { recursive: true })
  const draft = `${file}.${process.pid}.draft`
  writeFileSync(draft, contents)
  renameSync(draft, file)
}

const bestBrotli = { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 11 } }

/** Returns the compressed copies of a file that browsers load. Leaves out those that are no smaller. */
async function compressed({ path: file, contents }) {
  if (!/[\\/]assets[\\/].*\.(css|js|svg|json)$/.test(file)) return []
  const packed = await Promise.all([
    promisify(zlib.brotliCompress)(contents, bestBrotli),
    promisify(zlib.gzip)(contents, { level: 9 }),
  ])
  return ['.br', '.gz'].flatMap((ending, at) =>
    packed[at].length < contents.length ? [{ path: file + ending, contents: packed[at] }] : [],
  )
}

/**
 * Bundles server, stand-ins, commands, styles, desk and islands into `dist` when a source changed since the last time.
 * Returns whether it had to. `force` builds in any case.
 */
export async function build({ force = false } = {}) {
  const now = fingerprint()
  const last = lastBuild()
  const isWhole = () => last.files.every((file) => existsSync(path.join(dist, file)))
  if (!force && last.fingerprint === now && isWhole()) return false
  const esbuild = await import('esbuild')
  const made = (await Promise.all(buildPlan(project).map((options) => esbuild.build(options)))).flatMap(
    (result) => result.outputFiles,
  )
  made.push(...(await Promise.all(made.map(compressed))).flat())
  for (const { path: file, contents } of made) write(file, contents)
  const files = made.map(({ path: file }) => path.relative(dist, file)).sort()
  for (const old of last.files.filter((file) => !files.includes(file)))
    rmSync(path.join(dist, old), { force: true })
  write(stampFile, JSON.stringify({ fingerprint: now, files }))
  return true
}
