import { Keycap } from '@porchlight/ui/keycap.tsx'
import { useDesk } from '#app/desk-context.ts'
import { RefusalNotice } from '#app/refusal-notice.tsx'
import { href } from '#app/routes.ts'
import { Screen } from '#app/screen.tsx'
import { Results } from './results.tsx'
import { useSearches } from './searches.ts'

/** Where the desk opens: the search box above has the focus, its results stand here. */
export function HomeScreen() {
  const { t, page } = useDesk()
  const { box } = useSearches()
  const maySearch = page.desk.permissions.some((p) => p.permission === 'customer:search' && p.isHeld)
  return (
    <Screen
      heading={t('search.title')}
      keepFocus
      actions={<a href={href({ name: 'search' })}>{t('search.by-fields')}</a>}
    >
      {!maySearch && <RefusalNotice refusal={{ reason: 'permission-missing' }} action="customer:search" />}
      {box.state.value.state === 'idle' ? <Hints /> : <Results search={box} />}
    </Screen>
  )
}

function Hints() {
  const { t } = useDesk()
  const keys = [
    [t('search.hint.what'), t('search.hint.what.text')],
    [t('search.hint.wildcard'), t('search.hint.wildcard.text')],
  ]
  return (
    <div class="hints">
      <p>{t('search.hint')}</p>
      <dl class="descriptions descriptions-facts">
        {keys.map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
        <div>
          <dt>{t('keys.title')}</dt>
          <dd class="key-line">
            <Keycap>↓</Keycap> <Keycap>↑</Keycap> {t('search.hint.move')} <Keycap>Enter</Keycap>{' '}
            {t('search.hint.open')} <Keycap>Esc</Keycap> {t('search.hint.back')} <Keycap>?</Keycap>{' '}
            {t('search.hint.keys')}
          </dd>
        </div>
      </dl>
    </div>
  )
}
