/**
 * `node --import tsx --import ./without.mjs`: the product with `bare-decide.ts` and `bare-query.ts` in place of its own modules. The
 * same file holds the hook, which Node loads again in a thread of its own.
 */
import { register } from 'node:module'
import { isMainThread } from 'node:worker_threads'

if (isMainThread) register(import.meta.url)

const bare = {
  '/server/src/policy/decide.ts': 'bare-decide.ts',
  '/server/src/database/query.ts': 'bare-query.ts',
}

export async function resolve(specifier, context, next) {
  const resolved = await next(specifier, context)
  const [place] = resolved.url.split('?')
  const [, file] = Object.entries(bare).find(([end]) => place.endsWith(end)) ?? []
  // What stands in for a module imports the module itself.
  if (!file || context.parentURL?.includes('/bench/grants/bare-')) return resolved
  return { ...resolved, url: new URL(file, import.meta.url).href }
}
