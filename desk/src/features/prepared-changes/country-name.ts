/** Returns the name of an ISO 3166-1 country in the reader's language. */
export const countryName = (code: string, locale: string): string =>
  new Intl.DisplayNames(locale, { type: 'region' }).of(code) ?? code
