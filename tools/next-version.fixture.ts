import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { projectFolder } from '@porchlight/server/project-folder.ts'

/**
 * For tests: makes a folder with a next version of the product: the bundles of this one, another version number, another style
 * sheet and script, and one more migration that expands the schema.
 */
export function makeNextVersion(folder: string, migration: string): void {
  const project = projectFolder()
  mkdirSync(path.join(folder, 'server'), { recursive: true })
  cpSync(path.join(project, 'dist'), path.join(folder, 'dist'), { recursive: true })
  cpSync(path.join(project, 'server/migrations'), path.join(folder, 'server/migrations'), { recursive: true })
  symlinkSync(path.join(project, 'node_modules'), path.join(folder, 'node_modules'))
  writeFileSync(
    path.join(folder, 'package.json'),
    JSON.stringify({ name: 'porchlight', version: '9.9.9', type: 'module' }),
  )
  writeFileSync(path.join(folder, 'server/migrations/9999_next.sql'), migration)
  for (const name of ['portal.css', 'desk.css', 'desk.en.js', 'desk.es.js']) {
    const file = path.join(folder, 'dist/assets', name)
    writeFileSync(file, `${readFileSync(file, 'utf8')}\n/* next */\n`)
    for (const packed of ['.br', '.gz']) rmSync(file + packed, { force: true })
  }
  writeFileSync(
    path.join(folder, 'start.mjs'),
    `const { main } = await import('./dist/server.mjs')\nawait main(process.env)\n`,
  )
}
