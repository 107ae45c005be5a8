/** A person of a people file, in the format of docs/search-benchmark.md. */
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

/** A query of a queries file. `body` is sent unchanged; each person of `expect` is a right result. */
export type LabeledQuery = { family: string; body: object; expect: string[] }
