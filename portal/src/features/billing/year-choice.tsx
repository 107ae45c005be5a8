import type { Translate } from '../../app/messages.ts'

type Props = { path: string; years: readonly number[]; chosen: number | undefined; t: Translate }

/** Links that narrow the bills to a year. */
export function YearChoice({ path, years, chosen, t }: Props) {
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
        {link(path, t('bills.all-years'), chosen === undefined)}
        {years.map((year) => link(`${path}?year=${year}`, String(year), chosen === year))}
      </ul>
    </nav>
  )
}
