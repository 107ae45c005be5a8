import { z } from 'zod'
import { importKinds } from './kinds.ts'

/** Returns the published JSON Schema of a record of each kind, by file name: made from what the import itself checks with. */
export function jsonSchemas(): Map<string, string> {
  return new Map(
    Object.entries(importKinds).map(([name, { schema }]) => {
      const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
      return [`${name}.schema.json`, `${JSON.stringify({ title: name, ...json }, null, 2)}\n`]
    }),
  )
}
