import forms from './word-forms.json' with { type: 'json' }

/** Short and full forms of words, by spelling. PostgreSQL has the same lists; a test compares them. */
type Forms = ReadonlyMap<string, string>
const map = (list: Record<string, string>): Forms => new Map(Object.entries(list))

/** The short forms of the last words of streets: 'avenue' is 'ave'. */
export const suffixForms = map(forms.suffix)
/** The short words that a street may end in. */
export const suffixes: ReadonlySet<string> = new Set(forms.suffixes)
/** Words within the name of a street, in full: 'hl' is 'hill'. */
export const streetWords = map(forms.word)
export const directionForms = map(forms.direction)
export const directions: ReadonlySet<string> = new Set(Object.values(forms.direction))
export const ordinals = map(forms.ordinal)
/** Words before a place: 'saint' is 'st'. */
export const placeForms = map(forms.place)
/** Words of organizations in short: 'hospital' is 'hosp'. */
export const organisationForms = map(forms.organisation)
/** Words that do not distinguish organizations. */
export const legalWords: ReadonlySet<string> = new Set(forms.legal)
/** Particles of surnames: part of a name, but no name alone. */
export const particles: ReadonlySet<string> = new Set(forms.particle)
/** Titles and generations, which are not looked up. */
export const titles: ReadonlySet<string> = new Set([...forms.title, ...forms.generation])
/** The words before the number of a unit. */
export const unitWords: ReadonlySet<string> = new Set(forms.unit)
