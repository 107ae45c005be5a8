/** Words that stand in the middle of a sentence elsewhere, at the beginning of a line. */
export const capital = (words: string): string => words.charAt(0).toLocaleUpperCase() + words.slice(1)
