import type PDFKit from 'pdfkit'
import type { BillDocument, Block } from './blocks.ts'
import { fonts } from './fonts.ts'

type Doc = InstanceType<typeof PDFKit>
type Element = ReturnType<Doc['struct']>

const MARGIN = 48
const AMOUNT_WIDTH = 90
/** The addressee stands where a window envelope shows it. */
const RECIPIENT_TOP = 112
const FIRST_BLOCK = 198
const STUB_HEIGHT = 110
/** From comfortable down to the smallest that is still read easily: the first at which a bill fits on one page. */
const sizes = [9.5, 9, 8.5, 8]
/** Countries whose paper is Letter; everywhere else it is A4. */
const letterCountries = ['US', 'CA', 'MX', 'PR', 'GT', 'CR', 'PA', 'CO', 'VE', 'CL', 'PH', 'DO', 'NI', 'SV']
const muted = '#4a5560'
const ink = '#12181d'

/** Returns a bill as a tagged PDF (PDF/UA-1), on one page where it fits, else on as many as it takes. */
export async function drawBill(content: BillDocument): Promise<Buffer> {
  const { default: Pdf } = await import('pdfkit')
  const { regular, bold } = fonts()
  // The types of pdfkit do not know PDF/UA yet.
  const options: Omit<PDFKit.PDFDocumentOptions, 'subset'> & { subset: string } = {
    size: letterCountries.includes(content.country ?? 'US') ? 'LETTER' : 'A4',
    margin: MARGIN,
    pdfVersion: '1.7',
    subset: 'PDF/UA',
    tagged: true,
    lang: content.language,
    displayTitle: true,
    bufferPages: true,
    info: { Title: content.title, Author: content.sender },
    // No standard font: what is not embedded may not be in the file.
    font: '',
  }
  const doc = new Pdf(options as PDFKit.PDFDocumentOptions)
  doc.registerFont('regular', regular)
  doc.registerFont('bold', bold)
  const chunks: Buffer[] = []
  doc.on('data', (chunk: Buffer) => chunks.push(chunk))
  const done = new Promise((resolve) => doc.on('end', resolve))
  new BillDrawing(doc, content).draw()
  doc.end()
  await done
  return Buffer.concat(chunks)
}

/** Places a document's parts from the top down, each in the structure tree in the order in which it is read. */
class BillDrawing {
  readonly #root: Element
  #size = sizes[0] ?? 9
  #y = FIRST_BLOCK

  constructor(
    readonly doc: Doc,
    readonly content: BillDocument,
  ) {
    this.#root = doc.struct('Document')
    doc.addStructure(this.#root)
  }

  get #right() {
    return this.doc.page.width - MARGIN
  }

  /** Where blocks end on a page: above the stub where there is one, since a stub may follow on any page. */
  get #bottom() {
    return this.doc.page.height - MARGIN - (this.content.stub ? STUB_HEIGHT : 0)
  }

  draw(): void {
    const { blocks, stub } = this.content
    this.#head()
    const room = this.#bottom - FIRST_BLOCK
    this.#size = sizes.find((size) => this.#heightAt(size) <= room) ?? sizes[1] ?? 9
    for (const block of blocks) this.#block(block)
    if (stub) this.#stub(stub)
    this.#root.end()
    this.#pageNumbers()
  }

  /** Writes one text as an element of its own. */
  #text(
    parent: Element,
    type: 'H1' | 'H2' | 'P' | 'TH' | 'TD',
    text: string,
    at: {
      x: number
      y: number
      width: number
      align?: 'left' | 'right'
      bold?: boolean
      size?: number
      color?: string
      scope?: 'Row' | 'Column'
    },
  ): void {
    const { doc } = this
    const options = at.scope ? { scope: at.scope } : {}
    const element = doc.struct(type, options as Parameters<Doc['struct']>[1] & object, () => {
      doc.font(at.bold ? 'bold' : 'regular', at.size ?? this.#size).fillColor(at.color ?? ink)
      doc.text(text, at.x, at.y, { width: at.width, align: at.align ?? 'left' })
    })
    parent.add(element)
  }

  #head(): void {
    const { sender, heading, recipient, recipientLabel, facts } = this.content
    const half = (this.#right - MARGIN) / 2
    const [left, right] = [MARGIN, MARGIN + half]
    this.#text(this.#root, 'P', sender, { x: left, y: MARGIN, width: half, bold: true, size: 12 })
    this.#text(this.#root, 'H1', heading, { x: left, y: MARGIN + 18, width: half * 2, bold: true, size: 15 })
    this.#text(this.#root, 'P', `${recipientLabel}\n${recipient.join('\n')}`, {
      x: left,
      y: RECIPIENT_TOP - 14,
      width: half - 12,
      size: 10,
    })
    let y = RECIPIENT_TOP - 14
    for (const [name, value] of facts) {
      this.#text(this.#root, 'P', `${name}: ${value}`, { x: right, y, width: half, size: 10 })
      y = this.doc.y + 3
    }
  }

  #height(text: string, width: number, bold: boolean, size: number): number {
    return this.doc.font(bold ? 'bold' : 'regular', size).heightOfString(text, { width })
  }

  #labelOf({ label, detail }: { label: string; detail?: string | undefined }): string {
    return detail ? `${label} · ${detail}` : label
  }

  /** Returns the height of all blocks at a size of text. */
  #heightAt(size: number): number {
    const width = this.#right - MARGIN
    let height = 0
    for (const block of this.content.blocks) {
      if (block.kind === 'heading') height += this.#height(block.text, width, true, size + 2) + 8
      else if (block.kind === 'paragraph') height += this.#height(block.text, width, false, size) + 6
      else {
        const rows = [{ label: block.head[0], isTotal: true }, ...block.rows]
        for (const row of rows)
          height += this.#height(this.#labelOf(row), width - AMOUNT_WIDTH, row.isTotal === true, size) + 3
        height += 5
      }
    }
    return height
  }

  #block(block: Block): void {
    const width = this.#right - MARGIN
    if (block.kind === 'heading') {
      this.#roomFor(46)
      this.#y += 4
      this.#text(this.#root, 'H2', block.text, {
        x: MARGIN,
        y: this.#y,
        width,
        bold: true,
        size: this.#size + 2,
      })
      this.#y = this.doc.y + 4
    } else if (block.kind === 'paragraph') {
      this.#roomFor(this.#height(block.text, width, false, this.#size))
      this.#text(this.#root, 'P', block.text, { x: MARGIN, y: this.#y, width })
      this.#y = this.doc.y + 6
    } else {
      const table = this.doc.struct('Table')
      this.#root.add(table)
      const [name, amount] = block.head
      this.#row(table, { label: name, value: amount, isTotal: true }, 'Column')
      for (const row of block.rows) this.#row(table, row, 'Row')
      table.end()
      this.#y += 5
    }
  }

  #row(
    table: Element,
    row: { label: string; detail?: string | undefined; value: string; isTotal?: boolean },
    scope: 'Row' | 'Column',
  ): void {
    const label = this.#labelOf(row)
    const width = this.#right - MARGIN - AMOUNT_WIDTH
    const bold = row.isTotal === true
    const height = this.#height(label, width - 8, bold, this.#size)
    // A head stays with the row below it.
    this.#roomFor((height + 3) * (scope === 'Column' ? 2 : 1))
    if (scope === 'Column' || bold) this.#rule(this.#y - 1.5)
    const tableRow = this.doc.struct('TR')
    table.add(tableRow)
    const color = scope === 'Column' ? muted : ink
    const y = this.#y
    this.#text(tableRow, 'TH', label, { x: MARGIN, y, width: width - 8, bold, color, scope })
    const valueAt = { x: MARGIN + width, y, width: AMOUNT_WIDTH, align: 'right', bold, color } as const
    if (scope === 'Column') this.#text(tableRow, 'TH', row.value, { ...valueAt, scope })
    else this.#text(tableRow, 'TD', row.value, valueAt)
    tableRow.end()
    this.#y = y + height + 3
  }

  #roomFor(height: number): void {
    if (this.#y + height <= this.#bottom) return
    this.doc.addPage()
    this.#y = MARGIN
  }

  #stub({ heading, facts, addressLabel, address }: NonNullable<BillDocument['stub']>): void {
    const top = this.doc.page.height - MARGIN - STUB_HEIGHT + 14
    const half = (this.#right - MARGIN) / 2
    this.#rule(top - 6, true)
    this.#text(this.#root, 'H2', heading, { x: MARGIN, y: top, width: half * 2, bold: true, size: 10 })
    const start = this.doc.y + 6
    let y = start
    for (const [name, value] of facts) {
      this.#text(this.#root, 'P', `${name}: ${value}`, { x: MARGIN, y, width: half - 12, size: 10 })
      y = this.doc.y + 3
    }
    this.#text(this.#root, 'P', `${addressLabel}\n${address.join('\n')}`, {
      x: MARGIN + half,
      y: start,
      width: half,
      size: 10,
    })
  }

  /** Draws a line that says nothing: assistive technology leaves it out. */
  #rule(y: number, isDashed = false): void {
    const { doc } = this
    doc.markContent('Artifact', { type: 'Layout' })
    doc.lineWidth(0.5).strokeColor(muted)
    if (isDashed) doc.dash(3, { space: 3 })
    doc.moveTo(MARGIN, y).lineTo(this.#right, y).stroke()
    if (isDashed) doc.undash()
    doc.endMarkedContent()
  }

  #pageNumbers(): void {
    const { doc, content } = this
    const { count } = doc.bufferedPageRange()
    for (let page = 0; count > 1 && page < count; page += 1) {
      doc.switchToPage(page)
      doc.markContent('Artifact', { type: 'Pagination' })
      doc.font('regular', 8).fillColor(muted)
      const y = doc.page.height - MARGIN + 10
      // A text below the margin would begin a new page.
      doc.page.margins.bottom = 0
      doc.text(content.pageWords(page + 1, count), MARGIN, y, {
        width: this.#right - MARGIN,
        align: 'right',
        lineBreak: false,
      })
      doc.page.margins.bottom = MARGIN
      doc.endMarkedContent()
    }
  }
}
