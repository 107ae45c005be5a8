import { existsSync } from 'node:fs'
import { BenchRefused } from '../bench-refused.ts'
import { byFamily } from '../by-family.ts'
import { thePerson } from '../queries/right-rows.ts'
import type { Query } from '../query.ts'
import { testDataPath } from '../test-data.ts'
import { readFebrl } from './febrl.ts'
import type { LabeledPerson, LabeledQuery } from './labeled-person.ts'
import { readPeople } from './read-people.ts'
import { readQueries } from './read-queries.ts'

type Chosen = { people: readonly string[]; queries: string | null; febrl: readonly string[] }

const usualFebrl = [
  'febrl/dataset1.csv',
  'febrl/dataset2.csv',
  'febrl-ds/dataset_A_10000.csv',
  'febrl-ds/dataset_C_10000.csv',
]

/** Returns at most `most` queries of each family, spread over all of them. */
function thinned(queries: readonly LabeledQuery[], most: number): LabeledQuery[] {
  return [...byFamily(queries).values()].flatMap((family) => {
    const step = Math.max(1, family.length / most)
    return family.filter((_, at) => Math.floor(at / step) > Math.floor((at - 1) / step))
  })
}

/** Loads the labeled people and queries of the given files, or of the FEBRL files of the shared data if none are given. */
export function loadLabeled({ people, queries, febrl }: Chosen, most: number) {
  const isChosen = people.length > 0 || queries !== null || febrl.length > 0
  if (isChosen) {
    const read = readFebrl(febrl)
    return {
      people: [...people.flatMap(readPeople), ...read.people],
      queries: [...(queries === null ? [] : readQueries(queries)), ...read.queries],
    }
  }
  const usual = readFebrl(usualFebrl.map(testDataPath).filter((file) => existsSync(file)))
  return { people: usual.people, queries: thinned(usual.queries, most) }
}

/** Returns labeled queries with the database keys of their expected people. Throws for an id that is not in the people files. */
export function answerable(queries: readonly LabeledQuery[], keys: ReadonlyMap<string, number>): Query[] {
  return queries.map(({ family, body, expect }) => {
    const wanted = expect.map((id) => {
      const key = keys.get(id)
      if (key === undefined)
        throw new BenchRefused(`a query of ${family} expects ${id}, who is in no people file`)
      return key
    })
    return { family, body, isHit: thePerson(...wanted), meant: expect.join(', ') }
  })
}

export type Labeled = { people: LabeledPerson[]; queries: LabeledQuery[] }
