/** A person of a people file, as docs/search-benchmark.md says it. */
export type LabeledPerson = {
  id: string
  given: string
  surname: string
  organisation: string
  street: string
  unit: string
  city: string
  region: string
  postalCode: string
  phones: string[]
  emails: string[]
  identifiers: { type: string; value: string }[]
  accountId: number | null
}

/** A query of a queries file: `body` is sent as it is, and any of `expect` is the right answer. */
export type LabeledQuery = { family: string; body: object; expect: string[] }
