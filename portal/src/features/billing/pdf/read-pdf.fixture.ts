import { inflateSync } from 'node:zlib'

type PdfObject = { body: string; stream: string | undefined }
export type Tag = { id: number; parent: number; type: string; scope: string | undefined }

/** Reads the objects of a PDF that pdfkit wrote: no object streams, one cross-reference table. */
function objectsOf(file: Buffer): Map<number, PdfObject> {
  const objects = new Map<number, PdfObject>()
  for (const [, id, content = ''] of file
    .toString('latin1')
    .matchAll(/\n(\d+) 0 obj\r?\n([\s\S]*?)\r?\nendobj/g)) {
    const [body = '', raw] = content.split(/\r?\nstream\r?\n/)
    const packed = raw?.replace(/\r?\nendstream[\s\S]*$/, '')
    const stream =
      packed !== undefined && body.includes('/FlateDecode')
        ? inflateSync(Buffer.from(packed, 'latin1')).toString('latin1')
        : packed
    objects.set(Number(id), { body, stream })
  }
  return objects
}

/** Returns the structure elements in the order of reading. */
export function tagsOf(file: Buffer): Tag[] {
  const objects = objectsOf(file)
  const tags: Tag[] = []
  const visit = (id: number) => {
    const body = objects.get(id)?.body ?? ''
    const type = /\/S \/(\w+)/.exec(body)?.[1]
    if (!type) return
    const parent = Number(/\/P (\d+) 0 R/.exec(body)?.[1])
    tags.push({ id, parent, type, scope: /\/Scope \/(\w+)/.exec(body)?.[1] })
    const kids = /\/K \[([^\]]*)\]/.exec(body)?.[1] ?? ''
    for (const [, kid] of kids.matchAll(/(\d+) 0 R/g)) visit(Number(kid))
  }
  const root = [...objects.values()].find(({ body }) => body.includes('/Type /StructTreeRoot'))
  for (const [, kid] of (/\/K \[([^\]]*)\]/.exec(root?.body ?? '')?.[1] ?? '').matchAll(/(\d+) 0 R/g))
    visit(Number(kid))
  return tags
}

/** Returns the decompressed content of each page. */
export function pagesOf(file: Buffer): string[] {
  const objects = objectsOf(file)
  return [...objects.values()]
    .filter(({ body }) => /\/Type \/Page\b(?!s)/.test(body))
    .map(({ body }) => objects.get(Number(/\/Contents (\d+) 0 R/.exec(body)?.[1]))?.stream ?? '')
}

/** Returns the text of all pages by the fonts' own maps to Unicode, as a screen reader or a search gets it. */
export function textOf(file: Buffer): string {
  const objects = objectsOf(file)
  const maps = new Map<string, string[]>()
  for (const { body } of objects.values())
    for (const [, name = '', ref] of body.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const map = /\/ToUnicode (\d+) 0 R/.exec(objects.get(Number(ref))?.body ?? '')?.[1]
      const text = objects.get(Number(map))?.stream ?? ''
      const entries = [...text.matchAll(/\[([^\]]*)\]/g)].flatMap(([, list = '']) =>
        [...list.matchAll(/<([0-9a-f ]*)>/gi)].map(([, hex = '']) => fromHex(hex)),
      )
      maps.set(name, entries)
    }
  let words = ''
  for (const page of pagesOf(file)) {
    let map: string[] = []
    for (const [, font, shown] of page.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
      if (font) map = maps.get(font) ?? []
      else
        for (const [, hex = ''] of (shown ?? '').matchAll(/<([0-9a-f]+)>/gi))
          for (let at = 0; at < hex.length; at += 4)
            words += map[Number.parseInt(hex.slice(at, at + 4), 16)] ?? '?'
    }
    words += '\n'
  }
  return words
}

const fromHex = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex').swap16().toString('utf16le')
