import type { Translate } from '../../app/messages.ts'

type Props = { path: string; years: readonly number[]; chosen: string | null; t: Translate }

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
        {link(path, t('bills.all-years'), chosen === null)}
        {years.map((year) => link(`${path}?year=${year}`, String(year), chosen === String(year)))}
      </ul>
    </nav>
  )
}
