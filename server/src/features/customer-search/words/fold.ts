import { betweenSigns, skippedSigns } from './signs.ts'

/** Letters that are no Latin letter with an accent, as Latin letters. The same as `search_folded` in the database. */
const letters = new Map<string, string>([
  ...pairs(
    'ØøŁłĐđðıАаБбВвГгДдЕеЗзИиКкЛлМмНнОоПпРрСсТтУуФфЫыЭэІіΑαΒβΓγΔδΕεΖζΗηΙιΚκΛλΜμΝνΞξΟοΠπΡρΣσςΤτΥυΩω',
    'OoLlDddiAaBbVvGgDdEeZzIiKkLlMmNnOoPpRrSsTtUuFfYyEeIiAaVvGgDdEeZzIiIiKkLlMmNnXxOoPpRrSssTtYyOo',
  ),
  ...[...'ЪъЬь'].map((letter) => [letter, ''] as const),
  ...both('æ Æ ae, œ Œ oe, þ Þ th, х Х kh, ц Ц ts, ч Ч ch, ш Ш sh, щ Щ shch, ю Ю yu, я Я ya, ж Ж zh'),
  ['ß', 'ss'],
])

function pairs(from: string, to: string): (readonly [string, string])[] {
  const latin = [...to]
  return [...from].map((letter, at) => [letter, latin[at] ?? ''] as const)
}

function both(list: string): (readonly [string, string])[] {
  return list.split(', ').flatMap((line) => {
    const [small = '', capital = '', latin = ''] = line.split(' ')
    return [[small, latin] as const, [capital, latin] as const]
  })
}

const skipped = new RegExp(`[${skippedSigns}]`, 'gu')

/**
 * Returns a text in lower case, with Latin letters without accents: 'García' is 'garcia', 'Søren Łuczak' is 'soren luczak',
 * 'Жуков' is 'zhukov'. Compatibility forms are the letters that they stand for ('ﬁ', 'Ｋｅｎ'), and marks that are written or
 * not are left out in any script. The same as `search_folded` in the database.
 */
export function fold(text: string): string {
  const plain = /^[\0-\x7f]*$/.test(text)
    ? text
    : Array.from(
        // Twice: an accent without a letter becomes a space and a mark, and decomposed letters contain marks.
        text.replace(skipped, '').normalize('NFKD').replace(skipped, ''),
        (sign) => letters.get(sign) ?? sign,
      )
        .join('')
        .normalize('NFC')
  return plain.replace(/[A-Z]+/g, (capitals) => capitals.toLowerCase())
}

const ascii = /[-/,;:&()[\]{}"#+*_!?=<>|\\@$%^~\t\n\r.]/g
const beyond = new RegExp(`[${betweenSigns}]`, 'gu')

/** Returns the words of a text, without anything between them. Must agree with the SQL function `search_words`. */
export function wordsOf(text: string): string[] {
  return fold(text)
    .replace(ascii, ' ')
    .replace(beyond, ' ')
    .replace(/['`]/g, '')
    .split(' ')
    .filter((word) => word !== '')
}

/** Cuts a word to the longest term, in characters as PostgreSQL counts them. A longer word is found by its beginning. */
export const termOf = (word: string): string => (word.length <= 40 ? word : [...word].slice(0, 40).join(''))
