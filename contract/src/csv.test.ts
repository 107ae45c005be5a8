import fc from 'fast-check'
import { expect, test } from 'vitest'
import { amount, cell, line } from './csv.ts'

test.each([
  ['plain', 'plain'],
  ['with, comma', '"with, comma"'],
  ['a "quote"', '"a ""quote"""'],
  ['two\nlines', '"two\nlines"'],
  ['=1+1', "'=1+1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['+1 619 555 0101', "'+1 619 555 0101"],
  ['-2', "'-2"],
  ['\t=1', '"\'\t=1"'],
  ['\tplain', '"\'\tplain"'],
  ['\rplain', '"\'\rplain"'],
  ['a\tb', '"a\tb"'],
  // Every sign that is one of these in another form: fullwidth, small, superscript, subscript, other dashes.
  ['＝1+1', "'＝1+1"],
  ['＋1', "'＋1"],
  ['－1', "'－1"],
  ['＠SUM(A1)', "'＠SUM(A1)"],
  ['％1', "'％1"],
  ['｜calc', "'｜calc"],
  ['﹢1', "'﹢1"],
  ['﹦1', "'﹦1"],
  ['﹣1', "'﹣1"],
  ['﹫A1', "'﹫A1"],
  ['⁼1', "'⁼1"],
  ['₊1', "'₊1"],
  ['−1', "'−1"],
  ['–1', "'–1"],
  // What is invisible in front of it, and quotes that are taken off.
  ['\u200b=1', "'\u200b=1"],
  ['\ufeff=1', "'\ufeff=1"],
  ['\u202e＝1', "'\u202e＝1"],
  ['\u00a0=1', "'\u00a0=1"],
  ['’=1', "'’=1"],
  [' =1', "' =1"],
  ['-5.00', '-5.00'],
  ["'=1", "''=1"],
  [null, ''],
  [7, '7'],
])('the cell of %j is %j', (value, written) => expect(cell(value)).toBe(written))

test.each([
  [0, '0.00'],
  [5, '0.05'],
  [12_345, '123.45'],
  [-12_345, '-123.45'],
  [null, null],
])('%j cents are %j', (cents, written) => expect(amount(cents)).toBe(written))

/** Reads a line as a spreadsheet does. */
function read(text: string): string[] {
  const cells: string[] = []
  for (let at = 0; at < text.length - 1; ) {
    const quoted = /^"((?:[^"]|"")*)"(,|\r\n)/.exec(text.slice(at))
    const bare = /^([^,\r\n]*)(,|\r\n)/.exec(text.slice(at))
    const match = quoted ?? bare
    if (!match) throw new Error(`cannot read ${JSON.stringify(text.slice(at))}`)
    cells.push(quoted ? (match[1] ?? '').replaceAll('""', '"') : (match[1] ?? ''))
    at += match[0].length
    if (match[2] === '\r\n') return cells
  }
  return cells
}

test('writes cells that parse back unchanged, and no cell that begins like a formula', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 6 }), (texts) => {
      const cells = read(line(texts))
      expect(cells.map((text, at) => (text === texts[at] ? text : text.replace(/^'/, '')))).toEqual(texts)
      for (const text of cells)
        expect(text.normalize('NFKC')).not.toMatch(/^[\s\p{C}]*([=+@|%]|\p{Pd}(?!\d+\.\d\d$))/u)
    }),
  )
})
