import { useDesk } from '#app/desk-context.ts'
import { KeyName } from '#app/key-name.tsx'
import { RefusalNotice } from '#app/refusal-notice.tsx'
import { href } from '#app/routes.ts'
import { Screen } from '#app/screen.tsx'
import { OwnViewNotices } from '../masquerade/own-view-notices.tsx'
import { Results } from './results.tsx'
import { useSearches } from './searches.ts'

/** Where the desk opens: the search box above has the focus, its results stand here. */
export function HomeScreen() {
  const { t, lacks } = useDesk()
  const { box } = useSearches()
  return (
    <Screen
      heading={t('search.title')}
      keepFocus
      actions={<a href={href({ name: 'search' })}>{t('search.by-fields')}</a>}
    >
      {lacks('customer:search') && (
        <RefusalNotice refusal={{ reason: 'permission-missing' }} action="customer:search" />
      )}
      <OwnViewNotices />
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
            <KeyName name="ArrowDown" /> <KeyName name="ArrowUp" /> {t('search.hint.move')}{' '}
            <KeyName name="Enter" /> {t('search.hint.open')} <KeyName name="Esc" /> {t('search.hint.back')}{' '}
            <KeyName name="?" /> {t('search.hint.keys')}
          </dd>
        </div>
      </dl>
    </div>
  )
}
