/**
 * Returns a sentence with one full stop where a time that ends with one ("a las 9:27 a.m.") comes last in it. Where a value stands in a
 * sentence is the translator's to say, so no text can leave its own full stop out.
 */
export const oneStop = (text: string): string => text.replace(/([ap]\.\s?m\.)\.(?!\.)/g, '$1')
