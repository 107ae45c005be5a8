export function deskWords<Locale extends string>(
  project: string,
  locales: readonly Locale[],
): Promise<Record<Locale, { first: Record<string, string>; later: Record<string, string> }>>
