export interface ParsedMail {
  readonly from: string
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html?: string
  /** `List-Unsubscribe` and `List-Unsubscribe-Post`, where the mail has both (RFC 8058). */
  readonly unsubscribe?: readonly [string, string]
}

type Headers = ReadonlyMap<string, string>

const decoded = (bytes: Buffer, charset: string): string => {
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch {
    return bytes.toString('utf8')
  }
}

const unquoted = (text: string): Buffer =>
  Buffer.from(
    text.replace(/=([0-9A-F]{2})/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )

/** RFC 2047: encoded words, with the white space between two of them taken out. */
const headerText = (value: string): string =>
  value
    .replace(/(\?=)\s+(?==\?)/g, '$1')
    .replace(
      /=\?([^?*]+)(?:\*[^?]*)?\?([bq])\?([^?]*)\?=/gi,
      (_all, charset: string, encoding: string, word: string) =>
        decoded(
          encoding.toLowerCase() === 'b' ? Buffer.from(word, 'base64') : unquoted(word.replaceAll('_', ' ')),
          charset,
        ),
    )

const split = (raw: string): { headers: Headers; body: string } => {
  const end = raw.indexOf('\r\n\r\n')
  const head = end < 0 ? raw : raw.slice(0, end)
  const headers = new Map<string, string>()
  for (const line of head.replace(/\r\n[ \t]+/g, ' ').split('\r\n')) {
    const [, name, value] = /^([^:\s]+):\s*(.*)$/.exec(line) ?? []
    if (name !== undefined && !headers.has(name.toLowerCase())) headers.set(name.toLowerCase(), value ?? '')
  }
  return { headers, body: end < 0 ? '' : raw.slice(end + 4) }
}

const parameter = (contentType: string, name: string): string | undefined => {
  const [, quoted, bare] =
    new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]*)"|([^;\\s]+))`, 'i').exec(contentType) ?? []
  return quoted ?? bare
}

interface Part {
  readonly type: string
  readonly text: string
}

/** The text parts of a message, inner ones of multiparts included. `raw` holds one byte in each character. */
const partsOf = (raw: string, depth = 0): readonly Part[] => {
  const { headers, body } = split(raw)
  const contentType = headers.get('content-type') ?? 'text/plain'
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? ''
  const boundary = parameter(contentType, 'boundary')
  if (type.startsWith('multipart/') && boundary !== undefined && depth < 5) {
    const inside = `\r\n${body}`.split(`\r\n--${boundary}--`)[0] ?? ''
    const pieces = inside.split(`\r\n--${boundary}`).slice(1)
    return pieces.flatMap((piece) => partsOf(piece.replace(/^[ \t]*\r\n/, ''), depth + 1))
  }
  if (!type.startsWith('text/')) return []
  const encoding = headers.get('content-transfer-encoding')?.trim().toLowerCase()
  const bytes =
    encoding === 'base64'
      ? Buffer.from(body, 'base64')
      : encoding === 'quoted-printable'
        ? unquoted(body.replace(/=[ \t]*\r\n/g, ''))
        : Buffer.from(body, 'latin1')
  return [
    { type, text: decoded(bytes, parameter(contentType, 'charset') ?? 'utf-8').replaceAll('\r\n', '\n') },
  ]
}

/** What a mail says: its addresses, subject, and first plain and HTML text (RFC 5322, 2045). Attachments are left out. */
export const parseMail = (raw: Buffer): ParsedMail => {
  const source = raw.toString('latin1')
  const { headers } = split(source)
  const parts = partsOf(source)
  const firstOf = (type: string) => parts.find((part) => part.type === type)?.text
  const html = firstOf('text/html')
  const header = (name: string) => headerText(headers.get(name) ?? '').trim()
  const unsubscribe = [header('list-unsubscribe'), header('list-unsubscribe-post')] as const
  return {
    ...(unsubscribe.every((text) => text !== '') && { unsubscribe }),
    from: header('from'),
    to: header('to'),
    subject: header('subject'),
    text: firstOf('text/plain') ?? '',
    ...(html !== undefined && { html }),
  }
}
