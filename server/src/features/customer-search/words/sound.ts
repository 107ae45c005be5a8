/** Returns one spelling for words that sound alike: 'Philips', 'Fillips' and 'Phillips' give the same. */
export const soundOf = (word: string): string =>
  word
    .replace(/^(kn|gn|pn|wr|ps)/, (pair) => pair.charAt(1))
    .replace(/ph/g, 'f')
    .replace(/sch|sh/g, 's')
    .replace(/tch|ch/g, 'c')
    .replace(/ck|q|c(?=[^eihy]|$)/g, 'k')
    .replace(/c(?=[eiy])|z/g, 's')
    .replace(/gh(?=t|$)/g, '')
    .replace(/h(?=[^aeiou]|$)/g, '')
    .replace(/ie|ei|ey|y|ee|ea/g, 'i')
    .replace(/ou|oo/g, 'u')
    .replace(/w/g, 'v')
    .replace(/(.)\1+/g, '$1')
