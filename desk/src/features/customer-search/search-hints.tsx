import { useDesk } from '#app/desk-context.ts'
import { KeyName } from '#app/key-name.tsx'

/** Explains to new CSRs what the search box accepts and which keys it has. */
export function SearchHints() {
  const { t } = useDesk()
  const hints = [
    [t('search.hint.what'), t('search.hint.what.text')],
    [t('search.hint.wildcard'), t('search.hint.wildcard.text')],
    [t('search.hint.spelling'), t('search.hint.spelling.text')],
    [t('search.hint.identifier'), t('search.hint.identifier.text')],
  ]
  return (
    <div class="hints">
      <p>{t('search.hint')}</p>
      <dl class="descriptions descriptions-facts">
        {hints.map(([name, text]) => (
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
