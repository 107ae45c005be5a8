// Marks and apostrophes are part of a name; invisible characters are not.
const invisible = /\p{Default_Ignorable_Code_Point}|\p{Cf}/gu
const dashes = /[\p{Pd}\u2043\u2212\u2796]/gu
const spaces = /[\s\p{Z}]+/gu

/** The scheme of a copied link, or a label before the value. */
const scheme = /^(?:tel|mailto|sms|callto|sips?|whatsapp|facetime):(?:\/\/)?/i
const label =
  /^(?:tel|telephone|tel[eé]fono|phone|mobile|m[oó]vil|cell|celular|fax|e-?mail|mail|correo|acct|account|cuenta)\b[\s.]*(?:no|number|n[uú]mero)?[\s.]*[:#]\s*(?=\S)/i
/** 'Nora Pasteworth <nora@example.com>' as mail programs copy it. */
const mailbox = /<\s*([^<>\s]+@[^<>\s]+)\s*>/
const wrapping = [
  /^<(.*)>$/s,
  /^\((.*)\)$/s,
  /^\[(.*)\]$/s,
  /^\{(.*)\}$/s,
  /^(["'`])(.*)\1$/s,
  /^[«“„‘‹](.*)[»”“’›]$/s,
]
/** Digits of other scripts, by the first of their ten. */
const zeros = [0x0660, 0x06f0, 0x0966, 0x09e6, 0x0e50]

/**
 * Returns typed or pasted text in the form in which it would be typed: without invisible characters, with plain dashes, spaces,
 * digits and letters, and without what wraps it (brackets, quotes, a trailing comma, `tel:`).
 */
export function cleanTyped(typed: string): string {
  const plain = typed
    .replace(invisible, '')
    .normalize('NFKC')
    .replace(invisible, '')
    .replace(dashes, '-')
    .replace(spaces, ' ')
    .replace(/\p{Nd}/gu, asciiDigit)
    .trim()
  return unwrapped(mailbox.exec(plain)?.[1] ?? plain)
}

function unwrapped(text: string): string {
  let inside = text.replace(/^[\s,;:]+|[\s,;:]+$/g, '')
  for (const pair of wrapping) {
    const bracketed = pair.exec(inside)
    // A closing bracket inside means that the outer ones are not a pair: '(619) 555 (0101)'.
    const content = bracketed?.at(-1)
    if (content !== undefined && !/^[^([{<]*[)\]}>]/.test(content)) inside = content.trim()
  }
  inside = inside.replace(scheme, '').replace(label, '')
  if (/^\S+@\S+$/.test(inside)) inside = inside.replace(/\?.*$/, '').replace(/[.!?]+$/, '')
  // 'tel:+1-619-271-0105;ext=12'
  inside = inside.replace(/;ext=(\d+)$/i, ' x$1')
  return inside === text ? digitsApart(inside) : unwrapped(inside)
}

/** Turns slashes, dots and the like between the groups of a long number into dashes. */
const digitsApart = (text: string): string =>
  /^[+(]?[\d\s()./\\|_·•*-]+$/.test(text) && text.replace(/\D/g, '').length >= 7
    ? text.replace(/[/\\|_·•*]+/g, '-')
    : text

function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0
  const zero = zeros.find((first) => code >= first && code < first + 10)
  return zero === undefined ? digit : String(code - zero)
}
