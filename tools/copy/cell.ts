export type Cell = string | number | boolean | null | Uint8Array

const SPECIAL = /[\\\t\n\r]/
const ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

/** Encodes a value in COPY's text format. */
export function encodedCell(cell: Cell): string {
  if (typeof cell === 'string') {
    return SPECIAL.test(cell) ? cell.replace(/[\\\t\n\r]/g, (c) => ESCAPES[c] ?? c) : cell
  }
  if (typeof cell === 'number') return String(cell)
  if (cell === null) return '\\N'
  if (cell === true) return 't'
  if (cell === false) return 'f'
  return `\\\\x${Buffer.from(cell.buffer, cell.byteOffset, cell.length).toString('hex')}`
}

/** Encodes a row, or part of a row, in COPY's text format. */
export function encodedRow(cells: readonly Cell[]): string {
  let line = ''
  for (let at = 0; at < cells.length; at++) line += `${at > 0 ? '\t' : ''}${encodedCell(cells[at] ?? null)}`
  return line
}
