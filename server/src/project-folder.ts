import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the project: the nearest one above this file (or its bundle) whose package is named `porchlight`. */
export function projectFolder(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url))
  for (;;) {
    const manifest = path.join(folder, 'package.json')
    if (existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).name === 'porchlight')
      return folder
    const above = path.dirname(folder)
    if (above === folder) throw new Error('The project folder was not found above this file.')
    folder = above
  }
}
