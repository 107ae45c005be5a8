/** One way to look at a page. */
export type Variant = { theme: 'light' | 'dark'; language: 'en' | 'es'; width: 320 | 1440 }

const all: Variant[] = (['light', 'dark'] as const).flatMap((theme) =>
  (['en', 'es'] as const).flatMap((language) =>
    ([320, 1440] as const).map((width) => ({ theme, language, width })),
  ),
)

/** Seeds the sample: the same seed, the same variants. The config makes it the day; PORCHLIGHT_SEED repeats a run. */
export const seed = Number(process.env.PORCHLIGHT_SEED)

/** Returns the variants in which a route is visited: all of them in the full matrix, else one that the seed chooses. */
export function variantsOf(route: string): Variant[] {
  if (process.env.PORCHLIGHT_MATRIX === 'full') return all
  const hash = [...`${seed} ${route}`].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) >>> 0, 7)
  return all.slice(hash % all.length, (hash % all.length) + 1)
}

export const nameOf = ({ theme, language, width }: Variant) => `${theme}, ${language}, ${width} px`
