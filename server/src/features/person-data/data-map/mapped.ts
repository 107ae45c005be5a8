/** Which rows of a table are about a person. */
export type Of =
  | 'person'
  | 'web-user'
  | 'account'
  | 'held'
  | 'task'
  | 'line'
  | 'payment'
  | 'mail'
  | 'record'
  | 'premise'
  | 'point'

export type Mapped = {
  of: Of
  section: string
  /** Columns that are in the export; `column=field` where the field has another name. */
  fields: string
  /** Columns that are not, with the reason. */
  not?: Readonly<Record<string, string>>
}

/** Why a column is not in the export. */
export const key = 'the row’s own number, which says nothing about the person'
export const secret = 'a secret or its hash: who reads it could act as the person'
export const technical = 'how the product works through the row; says nothing about the person'
export const derived = 'made from another column that is in the export'
export const csr = 'a colleague’s name: the export shows staff only where the portal shows them to customers'
