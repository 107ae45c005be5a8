import { lstatSync, symlinkSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { errorCode } from './error-code.ts'
import { readIfThere } from './read-if-there.ts'

type Link = { source: string; target: string }

/**
 * Makes the symbolic links between shared libraries that an npm package cannot carry. The package's post-install
 * script would, but installs with scripts switched off are common. Throws a system error where it may not write.
 */
export function makeLinks(folder: string): void {
  const list = readIfThere(join(folder, 'native', 'pg-symlinks.json'))
  if (list === null) return
  for (const { source, target } of JSON.parse(list) as Link[]) {
    const link = join(folder, target)
    if (lstatSync(link, { throwIfNoEntry: false }) !== undefined) continue
    try {
      symlinkSync(relative(dirname(target), source), link)
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error
    }
  }
}
