export function deskWords(
  project: string,
  locale: string,
): Promise<{ first: Record<string, string>; later: Record<string, string> }>
