import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** Folders at the top that have no code of ours. */
const notOurs = /^(node_modules|dist|docs|test-results|\..*)$/

/**
 * Reads the sources below a project's folder: those in `src` of each workspace, and all of a folder without `src` (tools, e2e).
 * The zones come from the folders: there is no list to forget.
 */
export function readSources(root) {
  const zones = readdirSync(root, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() && !notOurs.test(entry.name) ? [entry.name] : [],
  )
  return zones.flatMap((zone) => {
    const folder = existsSync(path.join(root, zone, 'src')) ? `${zone}/src` : zone
    return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => `${folder}/${name.replaceAll(path.sep, '/')}`)
      .filter((file) => /\.(tsx?|mjs)$/.test(file) && !/\/node_modules\/|\.d\.m?ts$/.test(file))
      .map((file) => sourceOf(file, readFileSync(path.join(root, file), 'utf8')))
  })
}

function sourceOf(file, text) {
  const code = withoutComments(text)
  const plain = withoutSentences(code)
  const written = [
    ...plain.matchAll(/\b(?:import|export)\b[^'"`;()]*?\bfrom\s*['"]([^'"]+)['"]/g),
    ...plain.matchAll(/\bimport\s*['"]([^'"]+)['"]/g),
    ...plain.matchAll(/\b(?:import|require)\s*\(\s*['"`]([^'"`$]+)['"`]/g),
  ]
  const imports = written.map(([, specifier]) => {
    const to = targetOf(file, specifier)
    return { specifier, to, isOurs: /^([.#]|@porchlight\/)/.test(specifier) && !to.startsWith('dist/') }
  })
  // Rules are about code: the text in strings is none.
  return { file, lines: text.split('\n').length - 1, code: code.replace(strings, "''"), imports }
}

/** Keeps strings, in which `//` is no comment. */
const withoutComments = (text) =>
  text.replace(/('(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`)|\/\/.*|\/\*[\s\S]*?\*\//g, '$1')

const strings = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/g
/** Empties strings with spaces: code in a string, as in a test, is no import. */
const withoutSentences = (code) => code.replace(strings, (text) => (/\s/.test(text) ? "''" : text))

/** Returns what an import names: the path of a file of the project, or the name of a package. */
function targetOf(file, specifier) {
  if (specifier.startsWith('#')) return `${file.split('/')[0]}/src/${specifier.slice(1)}`
  if (specifier.startsWith('.')) return path.posix.join(path.posix.dirname(file), specifier)
  return specifier.replace(/^@porchlight\/([\w-]+)\//, '$1/src/')
}
