import { keyOf, spellingsOf } from './diminutives.ts'
import list from './nicknames.json' with { type: 'json' }

/** A name, followed by its short forms, the commonest first. */
type Family = readonly string[]

/**
 * English and Spanish given names that an American call center hears, each with its short ones. The list is our own, made
 * for this search. A short name may stand for several full ones; one ending of '-y', '-ie', '-i' stands there for all.
 */
const families: readonly Family[] = Object.entries(list).map(([full, short]) => [full, ...short])

/** The place of a name in a family: the full name is at 0. */
type Place = { family: Family; at: number }

const places = new Map<string, Place[]>()
for (const family of families)
  for (const [at, name] of family.entries())
    places.set(keyOf(name), [...(places.get(keyOf(name)) ?? []), { family, at }])

/** The most nicknames. Each is a look-up in the lexicon; further ones are hardly ever meant. */
const most = 24

const none: ReadonlySet<string> = new Set()
/** Caches only names of families, so that the cache stays small whatever people type. */
const cache = new Map<string, ReadonlySet<string>>()

/**
 * Names that the same person may go by, the likeliest first: the short ones of a full name; of a short one its full names,
 * and what else those are called for short. A full name leads to no other that merely has a short
 * name in common with it.
 */
export function nicknamesOf(name: string): ReadonlySet<string> {
  const seats = places.get(keyOf(name))
  if (!seats) return none
  const cached = cache.get(name)
  if (cached) return cached
  const names = new Set(namesAround(name, seats))
  names.delete(name)
  const nearest = new Set([...names].slice(0, most))
  cache.set(name, nearest)
  return nearest
}

/** Returns other spellings of a name first, then its full and short names, then the other short names of one full name. */
function namesAround(name: string, seats: readonly Place[]): string[] {
  const near = commonestFirst(seats, (at, other) => (at === 0) !== (other === 0))
  const beyond = commonestFirst(seats, (at, other) => at > 0 && other > 0)
  return [
    ...seats.map(({ family, at }) => family[at] ?? name),
    ...spellingsOf(name),
    ...near,
    ...near.flatMap(spellingsOf),
    ...beyond,
    ...beyond.flatMap(spellingsOf),
  ]
}

/** Returns the other members of a name's families. The earlier two names are in a family, the likelier they are the same name. */
function commonestFirst(seats: readonly Place[], isAsked: (at: number, other: number) => boolean): string[] {
  return seats
    .flatMap(({ family, at }) =>
      family.flatMap((name, other) => (isAsked(at, other) ? [{ name, distance: at + other }] : [])),
    )
    .sort((a, b) => a.distance - b.distance)
    .map(({ name }) => name)
}
