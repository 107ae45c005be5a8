import type { Pool } from '@porchlight/server/database/sql.ts'
import { firstLabeledHousehold, personKey } from '../town/keys.ts'

const firstLabeled = personKey(firstLabeledHousehold, 0)

/** Selects each person's present premise. */
const select = `
  SELECT n.person_id, lower(full_name(n.given_name, n.surname, n.organisation_name)) AS name,
    lower(concat_ws(' ', p.line1, p.city)) AS address
  FROM person_names n
  JOIN account_persons ap USING (person_id)
  JOIN service_agreements a USING (account_id)
  JOIN service_agreement_points sp USING (service_agreement_id)
  JOIN service_points s USING (service_point_id)
  JOIN premises p USING (premise_id)
  WHERE a.service_type = 'electricity' AND a.ended_on IS NULL AND n.name_type = 'primary'`

/**
 * Writes the documents that the compared methods search: a line of text for each person and premise. Keeps the town's documents
 * for the next run and writes those of the people files again.
 */
export async function makeDocuments(owner: Pool): Promise<void> {
  const [there] = await owner`SELECT to_regclass('bench_documents') IS NOT NULL AS is_there`
  if (!there?.isThere)
    await owner.unsafe(`CREATE UNLOGGED TABLE bench_documents AS ${select} AND n.person_id < ${firstLabeled}`)
  await owner`DELETE FROM bench_documents WHERE person_id >= ${firstLabeled}`
  await owner.unsafe(`INSERT INTO bench_documents ${select} AND n.person_id >= ${firstLabeled}`)
}

/** Returns the text for the single field of the other methods: the form's fields that they support, joined. */
export function documentText(body: { name?: string; street?: string; city?: string }) {
  const words = (text: string | undefined) => (text ?? '').toLowerCase().trim()
  const name = words(body.name)
  return { name, all: [name, words(body.street), words(body.city)].filter(Boolean).join(' ') }
}
