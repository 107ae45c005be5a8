/** Capitalizes the first letter. The same words are used inside sentences elsewhere, in lower case. */
export const capital = (words: string): string => words.charAt(0).toLocaleUpperCase() + words.slice(1)
