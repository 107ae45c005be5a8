import { personDataVersion, sections } from '@porchlight/server/features/person-data/index.ts'

type Kind = (typeof sections)[number]['fields'][string]
type Json = Record<string, unknown>

const types: Record<Extract<Kind, string>, Json> = {
  text: { type: ['string', 'null'] },
  code: { type: ['string', 'null'] },
  id: { type: ['integer', 'null'] },
  number: { type: ['number', 'null'] },
  cents: { type: ['integer', 'null'], description: 'hundredths of the currency beside it' },
  boolean: { type: ['boolean', 'null'] },
  instant: { type: ['string', 'null'], format: 'date-time', description: 'UTC' },
  date: { type: ['string', 'null'], format: 'date', description: 'in the utility’s time zone' },
  data: { description: 'as it is stored; the names depend on the kind of row' },
  readings: {
    type: ['array', 'null'],
    items: { type: ['number', 'null'] },
    description: 'one per interval; null: no reading',
  },
}

const objectOf = (fields: Readonly<Record<string, Kind>>): Json => ({
  type: 'object',
  properties: Object.fromEntries(
    Object.entries(fields).map(([name, kind]) => [
      name,
      typeof kind === 'string' ? types[kind] : { type: 'array', items: objectOf(kind.list) },
    ]),
  ),
  required: Object.keys(fields),
  additionalProperties: false,
})

/** Returns the JSON Schema of everything about one person, made from what the export reads. */
export function personDataSchema(): string {
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'person-data',
    type: 'object',
    properties: {
      format: { const: 'porchlight-person-data' },
      version: { const: personDataVersion },
      utility: { type: 'string' },
      madeAt: { type: 'string', format: 'date-time' },
      personId: { type: 'integer' },
      sections: {
        type: 'object',
        properties: Object.fromEntries(
          sections.map(({ name, fields }) => [name, { type: 'array', items: objectOf(fields) }]),
        ),
        required: sections.map(({ name }) => name),
        additionalProperties: false,
      },
    },
    required: ['format', 'version', 'utility', 'madeAt', 'personId', 'sections'],
    additionalProperties: false,
  }
  return `${JSON.stringify(schema, null, 2)}\n`
}
