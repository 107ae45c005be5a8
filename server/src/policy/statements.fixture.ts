import { readdirSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Statement } from '#database/query.ts'

const source = path.resolve(import.meta.dirname, '..')

/** Returns every statement of the server, but those of the folders below `src` that are left out. */
export async function allStatements(leftOut: readonly string[] = []): Promise<Statement[]> {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll(path.sep, '/'))
    .filter((file) => /(^|\/)queries\.ts$/.test(file) && !leftOut.some((folder) => file.startsWith(folder)))
  const modules = await Promise.all(
    files.map(
      (file): Promise<Record<string, unknown>> => import(pathToFileURL(path.join(source, file)).href),
    ),
  )
  return modules.flatMap((module) =>
    Object.values(module).filter(
      (value): value is Statement & (() => unknown) => typeof value === 'function' && 'queryName' in value,
    ),
  )
}
