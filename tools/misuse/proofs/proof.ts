/** An edit of a source file. The text must be there, once or more; the first is replaced. */
export type FileEdit = { file: string; find: string; replace: string }
/** An edit of a function of the database, by the text that PostgreSQL keeps of it. */
export type FunctionEdit = { name: string; find: string; replace: string }

/** A fault that is put into a copy of the product, so that one attack must find it. */
export type Proof = {
  /** The id of the attack that must fail. */
  attack: string
  /** What is broken, as a sentence without a subject: `forgets ...`. */
  what: string
  edits?: readonly FileEdit[]
  functions?: readonly FunctionEdit[]
}

export const edit = (file: string, find: string, replace: string): FileEdit => ({ file, find, replace })
export const inFunction = (name: string, find: string, replace: string): FunctionEdit => ({
  name,
  find,
  replace,
})

/** Folders in which the faults are made. */
export const features = 'server/src/features'
export const contract = 'contract/src'

/** Lets a masquerade change its customer's password. */
export const passwordInMasquerade: readonly FileEdit[] = [
  edit(`${contract}/password.ts`, "masquerade: 'never',", "masquerade: 'read',"),
  edit(`${contract}/password.ts`, "'password:change': 'never',", "'password:change': 'read',"),
  edit(
    `${features}/password/policy.ts`,
    'inPerson(yes)',
    "{ ...inPerson(yes), masquerade: yes, allows: ['customer', 'masquerade'] }",
  ),
]
