import { useDesk } from '#app/desk-context.ts'
import { Instant } from '#app/instant.tsx'
import type { Settings } from '#app/response-types.ts'
import { useShown } from './shown-value.ts'

/** What a setting was before, newest first. */
export function SettingHistory({ setting }: { setting: Settings['settings'][number] }) {
  const { t } = useDesk()
  const shown = useShown(setting)
  if (setting.history.length === 0) return <p class="quiet">{t('settings.never-changed')}</p>
  return (
    <details class="history">
      <summary>{t('settings.history', { count: setting.history.length })}</summary>
      <ol>
        {setting.history.map(({ version, value, changedByName, changedAt }) => (
          <li key={version}>
            <div class="quiet">
              {changedByName ?? t('settings.shipped')} {changedAt && <Instant at={changedAt} />}
            </div>
            <div lang={setting.locale || undefined}>{shown(value)}</div>
          </li>
        ))}
      </ol>
    </details>
  )
}
