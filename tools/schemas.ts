/** `npm run schemas`: writes the JSON Schemas of what can be imported, and of what the CIS is told, to docs. Tests compare them. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { cisSchema } from './cis-schema.ts'
import { jsonSchemas } from './import/json-schemas.ts'

for (const folder of ['docs/import', 'docs/cis']) mkdirSync(folder, { recursive: true })
for (const [name, text] of jsonSchemas()) writeFileSync(`docs/import/${name}`, text)
writeFileSync('docs/cis/task-report.schema.json', cisSchema())
