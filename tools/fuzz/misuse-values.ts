import { hostileNumbers, hostileStrings, hostileValues } from './hostile.ts'

const deep = (levels: number) => {
  let made: unknown = 1
  for (let level = 0; level < levels; level += 1) made = level % 2 ? [made] : { a: made }
  return made
}

/** What a field gets in the place of its value: wrong types, ends of ranges, and texts that something downstream may run. */
export const misuseValues: readonly unknown[] = [
  ...hostileValues,
  deep(200),
  '\u0000',
  '\ud800',
  '../../../../etc/passwd',
  '..\\..\\windows\\win.ini',
  '=HYPERLINK("http://evil.example","x")',
  '@SUM(1+1)*cmd|"/c calc"!A0',
  'ｍ.ａｌｖａｒｅｚ',
  'm.аlvarez',
  'İı',
  '\u202egnp.exe',
  '9'.repeat(400),
  '-1',
  '1e3',
  '0x10',
  '2026-02-30',
  '9999-12-31T23:59:60Z',
  ...hostileNumbers,
  ...hostileStrings,
]
