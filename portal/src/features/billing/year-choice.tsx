import type { Translate } from '../../app/messages.ts'
import { addressOf, type BillFilter } from './filter.tsx'

type Props = { path: string; years: readonly number[]; filter: BillFilter; t: Translate }

/** Links that narrow the bills to a year. */
export function YearChoice({ path, years, filter, t }: Props) {
  const chosen = filter.year
  const of = (year: number | undefined) => addressOf(path, { ...filter, year })
  const link = (href: string, label: string, isCurrent: boolean) => (
    <li key={href}>
      <a href={href} aria-current={isCurrent ? 'page' : undefined}>
        {label}
      </a>
    </li>
  )
  return (
    <nav aria-label={t('bills.years')}>
      <ul class="choices">
        {link(of(undefined), t('bills.all-years'), chosen === undefined)}
        {years.map((year) => link(of(year), String(year), chosen === year))}
      </ul>
    </nav>
  )
}
