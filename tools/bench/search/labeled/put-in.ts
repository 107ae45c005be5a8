import type { Pool } from '@porchlight/server/database/sql.ts'
import { BenchRefused } from '../bench-refused.ts'
import { copyIntoFilled } from '../town/copy-in.ts'
import { firstLabeledHousehold, personKey, premiseKey, servicePointKey } from '../town/keys.ts'
import { labeledHousehold, labeledPersonId } from './labeled-household.ts'
import type { LabeledPerson } from './labeled-person.ts'

/** Deletes the people that an earlier run inserted, children before parents. */
const takeOut = `
  CREATE TEMPORARY TABLE gone ON COMMIT DROP AS SELECT DISTINCT account_id FROM account_persons WHERE person_id >= $person;
  DELETE FROM service_agreement_points WHERE service_point_id >= $point;
  DELETE FROM service_agreements WHERE account_id IN (SELECT account_id FROM gone);
  DELETE FROM service_points WHERE service_point_id >= $point;
  DELETE FROM premises WHERE premise_id >= $premise;
  DELETE FROM accounts WHERE account_id IN (SELECT account_id FROM gone);
  DELETE FROM persons WHERE person_id >= $person`

/**
 * Inserts the people of the files into the town, with triggers and foreign keys in force, and removes those of an earlier run.
 * Returns their keys by the ids of the files.
 */
export async function putIn(owner: Pool, people: readonly LabeledPerson[]): Promise<Map<string, number>> {
  const keys = {
    person: personKey(firstLabeledHousehold, 0),
    premise: premiseKey(firstLabeledHousehold, 0),
    point: servicePointKey(premiseKey(firstLabeledHousehold, 0), 0),
  }
  await owner.begin((sql) =>
    sql.unsafe(takeOut.replace(/\$(\w+)/g, (_, what: keyof typeof keys) => String(keys[what]))),
  )
  await copyIntoFilled(owner, people.map(labeledHousehold))
  await owner.unsafe('ANALYZE persons, person_names, premises, account_persons')
  const ids = new Map(people.map(({ id }, at) => [id, labeledPersonId(at)]))
  if (ids.size < people.length) throw new BenchRefused('two people of the files have the same id')
  return ids
}
