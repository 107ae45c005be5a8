/** `npm run schemas`: writes the JSON Schemas of what can be imported to docs/import. A test compares them. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { jsonSchemas } from './import/json-schemas.ts'

mkdirSync('docs/import', { recursive: true })
for (const [name, text] of jsonSchemas()) writeFileSync(`docs/import/${name}`, text)
