import type { ProvedEntry, SignedCheckpoint } from './prove.ts'

/** What an export is about, and when it was made: facts for the reader, which prove nothing. */
export type ExportFacts = { about: Record<string, string | number>; madeAt: string }

const jsonLine = (value: unknown) => `${JSON.stringify(value)}\n`

/** Returns the first line of an export: the checkpoint, by which all of its lines are proved. */
export const exportHead = ({ note }: SignedCheckpoint, { about, madeAt }: ExportFacts): string =>
  jsonLine({ format: 'porchlight-record-export', version: 1, about, madeAt, checkpoint: note })

/** Returns lines of an export: each is an entry of the record, its place, its proof, and the values that it only has hashes of. */
export const exportLines = (proved: readonly ProvedEntry[]): string =>
  proved
    .map(({ index, leaf, path, values }) =>
      jsonLine({
        index,
        leaf,
        path: path.map((hash) => hash.toString('base64')),
        ...(Object.keys(values).length > 0 && { values }),
      }),
    )
    .join('')

/**
 * Returns the last line of an export. A file without it was cut off.
 * @param unsealed lines of the list that are too new to be proved
 */
export const exportEnd = (lines: number, unsealed: number): string => jsonLine({ end: true, lines, unsealed })
