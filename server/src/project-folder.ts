import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const manifestIn = (folder: string): { name?: string; version?: string } => {
  const file = path.join(folder, 'package.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
}

/** The version of the product, as `package.json` and CHANGELOG.md have it. */
export const projectVersion = (): string => manifestIn(projectFolder()).version ?? 'unknown'

/** Returns the folder of the project: the nearest one above this file (or its bundle) whose package is named `porchlight`. */
export function projectFolder(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url))
  for (;;) {
    if (manifestIn(folder).name === 'porchlight') return folder
    const above = path.dirname(folder)
    if (above === folder) throw new Error('The project folder was not found above this file.')
    folder = above
  }
}

/**
 * Returns how an operator types a command of this installation: `npm run admin -- roles` in the sources,
 * `node porchlight.mjs admin roles` in a release.
 */
export function commandLine(command: string, words = ''): string {
  const isRelease = existsSync(path.join(projectFolder(), 'porchlight.mjs'))
  return isRelease
    ? `node porchlight.mjs ${command} ${words}`.trimEnd()
    : `npm run ${command} -- ${words}`.trimEnd()
}
