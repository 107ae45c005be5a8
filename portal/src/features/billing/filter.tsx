import { Button } from '@porchlight/ui/button.tsx'
import { SelectField } from '@porchlight/ui/select-field.tsx'
import { textIn } from '../../app/id-in.ts'
import type { MessageKey } from '../../app/messages.ts'
import type { PageProps } from '../../app/page.ts'
import type { BillsData } from '../../app/response-types.ts'

type Bill = BillsData['bills'][number]
/** The bills that the address narrows to; what is absent does not narrow. */
export type BillFilter = {
  year?: number | undefined
  kind?: Bill['kind'] | undefined
  standing?: Bill['standing'] | undefined
}

const kinds: readonly string[] = ['regular', 'corrected', 'final'] satisfies Bill['kind'][]
const standings: readonly string[] = ['paid', 'due', 'overdue', 'disputed'] satisfies Bill['standing'][]
const isKind = (text: string): text is Bill['kind'] => kinds.includes(text)
const isStanding = (text: string): text is Bill['standing'] => standings.includes(text)

/** Reads the filter from an address. Leaves out what is no year, kind or standing. */
export function filterIn(query: URLSearchParams): BillFilter {
  const year = textIn(query, 'year', /^(19|[2-9]\d)\d\d$/)
  const [kind, standing] = [query.get('kind') ?? '', query.get('standing') ?? '']
  return {
    ...(year === undefined ? {} : { year: Number(year) }),
    ...(isKind(kind) ? { kind } : {}),
    ...(isStanding(standing) ? { standing } : {}),
  }
}

/** Returns an address with the filter and more parameters. */
export function addressOf(path: string, filter: BillFilter, more: Record<string, string> = {}): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...filter, ...more }))
    if (value !== undefined) query.set(name, String(value))
  return query.size > 0 ? `${path}?${query}` : path
}

type Props = Pick<PageProps<BillsData>, 't' | 'data'> & { path: string; filter: BillFilter }

/** Lists that narrow the bills of the chosen year by kind and standing. A list with one choice only is left out. */
export function BillFilterForm({ data, path, filter, t }: Props) {
  const all = { value: '', label: t('bills.all') }
  const lists = [
    {
      name: 'kind',
      label: 'bills.kind',
      values: data.kinds,
      words: (kind: string) => t(`bill.kind.${kind}` as MessageKey),
    },
    {
      name: 'standing',
      label: 'bills.standing',
      values: data.standings,
      words: (standing: string) => t(`bill.standing.${standing}` as MessageKey),
    },
  ] as const
  const shown = lists.filter(({ name, values }) => values.length > 1 || filter[name] !== undefined)
  if (shown.length === 0) return null
  return (
    <form class="filter-form" action={path}>
      {filter.year !== undefined && <input type="hidden" name="year" value={filter.year} />}
      {shown.map(({ name, label, values, words }) => {
        const chosen = filter[name] === undefined ? undefined : String(filter[name])
        const listed =
          chosen && !(values as readonly string[]).includes(chosen) ? [chosen, ...values] : values
        return (
          <SelectField
            key={name}
            name={name}
            label={t(label)}
            value={chosen ?? ''}
            options={[all, ...listed.map((value) => ({ value, label: words(value) }))]}
          />
        )
      })}
      <Button>{t('usage.show')}</Button>
    </form>
  )
}
