/** Placeholders that the banner's text may name, in braces. */
export const bannerPlaceholders = ['customer', 'account', 'csr', 'mode', 'minutes'] as const
/** Placeholders that the prompt's text may name. */
export const promptPlaceholders = ['customer', 'account', 'csr', 'minutes'] as const

/** Returns the placeholders that a setting's text may name. Others are refused when it is saved. */
export function placeholdersOf(setting: string): readonly string[] {
  if (setting === 'masquerade.banner') return bannerPlaceholders
  return setting === 'masquerade.prompt' ? promptPlaceholders : []
}

/** Returns a text with its placeholders filled in. A name without a value stays as it is. */
export const fillPlaceholders = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? whole) : whole,
  )
