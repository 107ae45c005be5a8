import type { GeneratorReport } from './generator/generator-report.ts'
import type { Outcome, Verdict } from './verdict.ts'

const marks: Record<Verdict, string> = { passed: 'passed', failed: 'FAILED', 'not applicable': 'n/a   ' }

/** Prints a table with one row for each attack, by point. */
export function printTable(outcomes: readonly Outcome[]): void {
  let point = 0
  for (const { point: number, verdict, title, why, attack, expected, ms } of outcomes) {
    const label = number === point ? '' : String(number)
    point = number
    const time = ms > 0 ? `  (${(ms / 1000).toFixed(1)} s)` : ''
    console.log(`${label.padStart(2)}  ${marks[verdict]}  ${title}${time}`)
    if (verdict === 'not applicable') console.log(`            ${why}`)
    if (verdict === 'failed') {
      console.log(`            attack:   ${attack}`)
      console.log(`            expected: ${expected}`)
      console.log(`            found:    ${why}`)
    }
  }
}

export type Summary = { points: Outcome[]; passed: number; of: number; generator: GeneratorReport | null }

/** Counts what was attacked. What is not applicable is neither passed nor failed. */
export function summaryOf(outcomes: Outcome[], generator: GeneratorReport | null): Summary {
  const attacked = outcomes.filter(({ verdict }) => verdict !== 'not applicable')
  const passed = attacked.filter(({ verdict }) => verdict === 'passed').length
  return { points: outcomes, passed, of: attacked.length, generator }
}
