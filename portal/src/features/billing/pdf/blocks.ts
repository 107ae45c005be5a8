/** One row of a table of amounts: a name, what it is made of, its amount. */
export type AmountRow = { label: string; detail?: string | undefined; value: string; isTotal?: boolean }

/** The parts of which a document is made, from the top down. */
export type Block =
  | { kind: 'heading'; text: string }
  | { kind: 'paragraph'; text: string }
  | { kind: 'table'; head: readonly [name: string, amount: string]; rows: readonly AmountRow[] }

/** What stands above and below the blocks. */
export type BillDocument = {
  language: string
  /** The title of the file. */
  title: string
  heading: string
  /** Country of the mailing address: it decides the size of the paper. */
  country: string | undefined
  sender: string
  /** The customer's name and mailing address, in the window of an envelope. */
  recipient: readonly string[]
  recipientLabel: string
  facts: readonly (readonly [name: string, value: string])[]
  blocks: readonly Block[]
  /** The part to mail back with a payment; undefined where payments are not taken by mail. */
  stub:
    | {
        heading: string
        facts: readonly (readonly [name: string, value: string])[]
        addressLabel: string
        address: readonly string[]
      }
    | undefined
  pageWords: (page: number, pages: number) => string
}
