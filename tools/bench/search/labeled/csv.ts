/** Parses the records of a CSV text with a line of headings: quotes as RFC 4180 has them, headings and values trimmed. */
export function parseCsv(text: string): Record<string, string>[] {
  const rows: string[][] = [[]]
  let cell = ''
  let isQuoted = false
  const endCell = () => {
    rows.at(-1)?.push(cell.trim())
    cell = ''
  }
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]
    if (isQuoted && sign === '"' && text[at + 1] === '"') cell += text[++at]
    else if (sign === '"') isQuoted = !isQuoted
    else if (!isQuoted && sign === ',') endCell()
    else if (!isQuoted && sign === '\n') {
      endCell()
      rows.push([])
    } else if (sign !== '\r' && sign !== '\uFEFF') cell += sign
  }
  endCell()
  const [headings = [], ...records] = rows.filter((row) => row.some((value) => value !== ''))
  return records.map((row) => Object.fromEntries(headings.map((heading, at) => [heading, row[at] ?? ''])))
}
