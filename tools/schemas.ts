/** `npm run schemas`: writes the JSON Schemas of what can be imported, of what the CIS is told, and of a person's export, to docs. Tests compare them. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { cisSchema } from './cis-schema.ts'
import { jsonSchemas } from './import/json-schemas.ts'
import { personDataSchema } from './person-data-schema.ts'

for (const folder of ['docs/import', 'docs/cis']) mkdirSync(folder, { recursive: true })
for (const [name, text] of jsonSchemas()) writeFileSync(`docs/import/${name}`, text)
writeFileSync('docs/cis/task-report.schema.json', cisSchema())
writeFileSync('docs/person-data.schema.json', personDataSchema())
