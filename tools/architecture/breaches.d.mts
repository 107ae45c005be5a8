export const everyRule: readonly string[]
export function findBreaches(root: string): { breaches: string[]; files: number }
