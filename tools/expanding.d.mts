export function statementsOf(sql: string): string[]
export function breachesOf(sql: string): string[]
