import type { Dice } from '../dice.ts'
import { testDataLines } from '../test-data.ts'
import { editDistance } from './edit-distance.ts'

const rows = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm']
const letters = 'abcdefghijklmnopqrstuvwxyz'

/** The keys beside each key. */
const beside = new Map(
  [...letters].map((letter) => {
    const row = rows.findIndex((keys) => keys.includes(letter))
    const at = rows[row]?.indexOf(letter) ?? 0
    const near = [row - 1, row, row + 1].flatMap((r) => [
      ...(rows[r]?.slice(Math.max(0, at - 1), at + 2) ?? ''),
    ])
    return [letter, near.filter((key) => key !== letter)] as const
  }),
)

/** Reads 'word : misspelling, misspelling', with continued lines: both directions are mistakes that people made. */
function misspellings(): Map<string, string[]> {
  const misspellings = new Map<string, string[]>()
  for (const table of ['givenname', 'surname', 'suburb']) {
    let right = ''
    for (const line of testDataLines(`febrl-dsgen/${table}-misspell.tbl`)) {
      if (line.startsWith('#')) continue
      const [before, after] = line.includes(':') ? line.split(':') : ['', line]
      right = before?.trim() || right
      const wrong = (after ?? '')
        .split(',')
        .map((word) => word.trim())
        .filter(Boolean)
      misspellings.set(right, [...(misspellings.get(right) ?? []), ...wrong])
    }
  }
  return misspellings
}

type Rule = { place: string; from: string; to: string }

/** Reads 'ALL, ph, f, ...': letters that sound or look alike. Takes only the rules that turn letters into letters. */
function rules(): Rule[] {
  return ['lib_phonetic_rules.txt', 'lib_ocr_rules.txt'].flatMap((file) =>
    testDataLines(`febrl-dsgen/${file}`).flatMap((line) => {
      const [place = '', from = '', to = ''] = line.split(',').map((part) => part.trim())
      return /^[a-z]+$/.test(from) && /^(@|[a-z]+)$/.test(to)
        ? [{ place, from, to: to === '@' ? '' : to }]
        : []
    }),
  )
}

/** Mistypes words as people do: letters that sound alike, look alike, or are neighbors on the keyboard. */
export class Typist {
  readonly #misspellings = misspellings()
  readonly #rules = rules()

  /** Returns the word with one wrong letter: half of the time misheard or misread, otherwise mistyped. */
  typo(word: string, dice: Dice): string {
    const heard = dice.chance(0.5) ? this.#near(word).filter((other) => editDistance(word, other) === 1) : []
    return heard.length > 0 ? dice.pick(heard) : slip(word, dice.below(word.length), dice)
  }

  /** Returns the word with two wrong letters anywhere. */
  twoTypos(word: string, dice: Dice): string {
    return until(
      () => this.typo(this.typo(word, dice), dice),
      (other) => editDistance(word, other) === 2,
    )
  }

  /** Returns the word with a wrong first letter. */
  firstLetterTypo(word: string, dice: Dice): string {
    return until(
      () => slip(word, 0, dice),
      (other) => other[0] !== word[0],
    )
  }

  /** Returns the word as it was heard: a listed misspelling, or one or two rules of sound applied. Null if no rule fits. */
  heard(word: string, dice: Dice): string | null {
    const nearMisspellings = this.#misspellings.get(word)?.filter((other) => editDistance(word, other) <= 3)
    if (nearMisspellings?.length && dice.chance(0.5)) return dice.pick(nearMisspellings)
    const once = this.#near(word)
    if (once.length === 0) return null
    const first = dice.pick(once)
    const twice = dice.chance(0.4) ? this.#near(first) : []
    return twice.length > 0 ? dice.pick(twice) : first
  }

  #near(word: string): string[] {
    const sounding = this.#rules.flatMap(({ place, from, to }) => {
      if (place === 'END') return word.endsWith(from) ? [word.slice(0, -from.length) + to] : []
      if (place === 'START') return word.startsWith(from) ? [to + word.slice(from.length)] : []
      return word.includes(from) ? [word.replace(from, to)] : []
    })
    return [...(this.#misspellings.get(word) ?? []), ...sounding].filter(
      (other) => other !== word && other.length > 1,
    )
  }
}

/** Makes one typing mistake at a place: a neighboring key, a letter too many or too few, two swapped. */
function slip(word: string, at: number, dice: Dice): string {
  const [before, letter, after] = [word.slice(0, at), word[at] ?? '', word.slice(at + 1)]
  const near = dice.pick(dice.chance(0.7) ? (beside.get(letter) ?? [...letters]) : [...letters])
  const kind = dice.next()
  const made =
    kind < 0.4
      ? before + near + after
      : kind < 0.6
        ? before + after
        : kind < 0.8
          ? before + near + letter + after
          : before + after.slice(0, 1) + letter + after.slice(1)
  return made === word ? before + near + letter + after : made
}

function until(make: () => string, isGood: (word: string) => boolean): string {
  for (let tries = 0; tries < 200; tries++) {
    const made = make()
    if (isGood(made)) return made
  }
  throw new RangeError('no such mistake can be made of this word')
}
