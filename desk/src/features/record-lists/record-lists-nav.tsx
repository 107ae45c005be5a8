import { useDesk } from '#app/desk-context.ts'
import { href } from '#app/routes.ts'

const lists = [
  { name: 'record', text: 'record-lists.all' },
  { name: 'record-of-csr', text: 'record-lists.by-csr' },
  { name: 'record-of-customer', text: 'record-lists.to-customer' },
] as const

/** The three lists of the record: all lines, by whom, to whom. */
export function RecordListsNav({ current }: { current: (typeof lists)[number]['name'] }) {
  const { t } = useDesk()
  return (
    <nav class="record-lists" aria-label={t('record-lists.nav')}>
      <ul>
        {lists.map(({ name, text }) => (
          <li key={name}>
            <a href={href({ name })} aria-current={name === current ? 'page' : undefined}>
              {t(text)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
