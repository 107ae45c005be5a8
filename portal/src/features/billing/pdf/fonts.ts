import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { sfntOfWoff } from './sfnt-of-woff.ts'

type Fonts = { regular: Buffer; bold: Buffer }

let read: Fonts | undefined

/**
 * Returns the fonts of a bill, read once. They are embedded, as PDF/UA demands, and have the letters of all European languages and
 * Vietnamese: customers' names have them. Found by name, so that a bundle and a source tree find the same package.
 */
export function fonts(): Fonts {
  const require = createRequire(import.meta.url)
  const font = (name: string) =>
    sfntOfWoff(readFileSync(require.resolve(`@openfonts/open-sans_all/files/open-sans-all-${name}.woff`)))
  read ??= { regular: font('400'), bold: font('700') }
  return read
}
