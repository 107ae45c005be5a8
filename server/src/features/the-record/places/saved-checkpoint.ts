import { parseMail } from '#integrations/mail/parse-mail.ts'

/** A checkpoint as it is written: a name, a size, a root, and signature lines behind an empty line. */
const checkpoint = /(?:^|\n)([^\n]+\n\d{1,16}\n[A-Za-z0-9+/]{43}=\n\n(?:— \S+ \S+(?:\n|$))+)/

/**
 * Returns the checkpoint in a file that somebody saved: the checkpoint itself, a text that has it in the middle, or a mail. Returns the
 * text unchanged where there is none in it.
 * @param name with its ending: `.eml` is a mail (RFC 5322)
 */
export function savedCheckpoint(name: string, bytes: Buffer): string {
  // Programs that save mails write either kind of line end.
  const text = name.endsWith('.eml')
    ? parseMail(Buffer.from(bytes.toString('latin1').replace(/\r?\n/g, '\r\n'), 'latin1')).text
    : bytes.toString()
  const [, found] = checkpoint.exec(text.replaceAll('\r\n', '\n')) ?? []
  return found === undefined ? text : `${found.trimEnd()}\n`
}
