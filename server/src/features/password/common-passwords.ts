import { canonicalPassword } from '#features/sign-in/index.ts'
import list from './common-passwords.json' with { type: 'json' }

/** Letters that people put signs in place of. */
const signs: Readonly<Record<string, string>> = {
  0: 'o',
  1: 'i',
  3: 'e',
  4: 'a',
  5: 's',
  7: 't',
  '@': 'a',
  $: 's',
  '!': 'i',
}

/** Rows of the keyboard, and what else is typed one after the other. */
const runs = [
  'abcdefghijklmnopqrstuvwxyz',
  '0123456789012345678901234567890',
  'qwertyuiopasdfghjklzxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
]
const backwards = runs.map((run) => [...run].reverse().join(''))

/** Number of characters around a common word that do not make it safer: `Sunshine2024!!`. */
const mostAround = 8

let rankOf: ReadonlyMap<string, number> | undefined

/** The words of the list with their ranks, 0 the most common. Read at the first new password: 49,000 words take some memory. */
function ranks(): ReadonlyMap<string, number> {
  const added = list.added.split(' ').map((word) => [word, 0] as const)
  rankOf ??= new Map([...list.passwords.split(' ').map((word, rank) => [word, rank] as const), ...added])
  return rankOf
}

/** Lower case without accents: `Contraseña` is `contrasena`. */
const plainOf = (text: string) =>
  canonicalPassword(text).normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
const lettersOf = (text: string) => text.replace(/[013457@$!]/g, (sign) => signs[sign] ?? sign)

const isRun = (text: string) => text.length > 3 && [...runs, ...backwards].some((run) => run.includes(text))

/** One piece of at most eight ASCII characters, again and again. */
const isRepeated = (text: string) => /^([\x20-\x7e]{1,8}?)\1+$/.test(text)

/** Two pieces without anything between, each a run, a repetition, or among the ten thousand that are guessed first. */
function isTwoPieces(text: string): boolean {
  const isPiece = (piece: string) =>
    isRun(piece) || isRepeated(piece) || (ranks().get(piece) ?? Number.POSITIVE_INFINITY) < 10_000
  for (let cut = 3; cut <= text.length - 3; cut += 1)
    if (isPiece(text.slice(0, cut)) && isPiece(text.slice(cut))) return true
  return false
}

/**
 * Returns whether an attacker would guess the password early: it is on the list, or is a listed word with a few digits or signs
 * around it or with signs for letters, two such words, a run of the keyboard, or one piece repeated. Works offline; the list
 * names its source.
 * @param names words that are common at this place, such as the utility's name
 */
export function isCommonPassword(password: string, names: readonly string[] = []): boolean {
  const plain = plainOf(password)
  const places = new Set(
    names.map((name) => plainOf(name).replace(/[^a-z0-9]/g, '')).filter((name) => name !== ''),
  )
  const isKnown = (word: string) => word.length >= 4 && (ranks().has(word) || places.has(word))
  for (const text of new Set([plain, lettersOf(plain)])) {
    if (isKnown(text) || isKnown(text.replace(/[^a-z0-9]/g, '')) || isRun(text) || isRepeated(text))
      return true
    if (isTwoPieces(text)) return true
  }
  // Digits and signs around the word, which may have signs for letters in it: p4ssw0rd1234!
  const [, head = '', word = '', tail = ''] = /^([^a-z]*)(.*?)([^a-z]*)$/s.exec(plain) ?? []
  const trimmed = (text: string) => text.replace(/^[^a-z]+|[^a-z]+$/g, '')
  const together = trimmed(plain.replace(/[^a-z0-9]/g, ''))
  const words = [word, lettersOf(word), trimmed(lettersOf(plain)), together]
  return head.length + tail.length <= mostAround && words.some(isKnown)
}
