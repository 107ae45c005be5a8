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

/** Lower case, Latin letters without accents: 'García' is 'garcia', 'Søren Łuczak' is 'soren luczak', 'Жуков' is 'zhukov'. */
export function fold(text: string): string {
  const plain = /^[\0-\x7f]*$/.test(text)
    ? text
    : Array.from(
        text.normalize('NFD').replace(/[\u0300-\u036f]/g, ''),
        (sign) => letters.get(sign) ?? sign,
      ).join('')
  return plain.replace(/[A-Z]+/g, (capitals) => capitals.toLowerCase())
}

const between = /[-/,;:&()[\]{}"#+*_!?=<>|\\@$%^~\t\n\r\u00a0–—“”«»¿¡….]/g

/** The words of a text: nothing else is in them. The same as `search_words` in the database. */
export function wordsOf(text: string): string[] {
  return fold(text)
    .replace(between, ' ')
    .replace(/['’‘`´ʼ]/g, '')
    .split(' ')
    .filter((word) => word !== '')
}

/** The longest term there is: what is longer is found by its beginning. Counted in characters, as the database does. */
export const termOf = (word: string): string => (word.length <= 40 ? word : [...word].slice(0, 40).join(''))
