import type { Reason } from '@porchlight/contract/reasons.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { useDesk } from '#app/desk-context.ts'
import { Guarded } from '#app/guarded.tsx'
import { Instant } from '#app/instant.tsx'
import { DifferenceView } from './difference-view.tsx'
import { type OneText, textOf } from './texts.ts'

type Props = {
  id: string
  text: OneText
  decision: 'ok' | Reason
  onRestore: (version: number, value: string) => void
}

/** The versions of a text, newest first, each with its author, its date and what it changed. An earlier one can be restored. */
export function TextVersions({ id, text, decision, onRestore }: Props) {
  const { t } = useDesk()
  const { current, history, locale } = text
  if (history.length === 0) return <p class="quiet">{t('settings.never-changed')}</p>
  const versions = [current, ...history]
  return (
    <details class="history">
      <summary>{t('settings.history', { count: history.length })}</summary>
      <ol class="text-versions">
        {versions.map(({ version, value, changedByName, changedAt }, index) => {
          const earlier = versions[index + 1]
          return (
            <li key={version}>
              <div>
                {t('staff.version', { version })}{' '}
                <span class="quiet">
                  {changedByName ?? t('settings.shipped')} {changedAt && <Instant at={changedAt} />}
                </span>
              </div>
              <DifferenceView
                locale={locale}
                before={textOf(earlier ? earlier.value : value)}
                after={textOf(value)}
              />
              {index > 0 && (
                <Guarded id={`${id}-restore-${version}`} decision={decision} label={t('staff.restore')}>
                  <Button
                    aria-label={t('staff.restore-named', { version })}
                    onClick={() => onRestore(version, textOf(value))}
                  >
                    {t('staff.restore')}
                  </Button>
                </Guarded>
              )}
            </li>
          )
        })}
      </ol>
    </details>
  )
}
