import { AnswerView } from '#app/answer-view.tsx'
import { useDesk } from '#app/desk-context.ts'
import { useLive } from '#app/live/use-live.ts'
import { href } from '#app/routes.ts'
import { Screen } from '#app/screen.tsx'
import { useAnswer } from '#app/use-answer.ts'
import { laterView } from '#app/view.ts'
import { EntitlementHistory } from './entitlement-history.tsx'
import { EntitlementSwitches } from './entitlement-switches.tsx'
import { SettingForm } from './setting-form.tsx'

/** What the utility may change about masquerades: texts, switches, minutes and entitlements, each with its history. */
function SettingsScreen() {
  const { t, refusedFor } = useDesk()
  const loaded = useAnswer('settings', 'settings:view', (client) => client.readSettings())
  // A switch-off says how many it ends: that number is kept as new as the masquerades.
  useLive(
    { kinds: ['masquerade'], otherwise: 10_000 },
    () => loaded.answer.state === 'ready' && loaded.refresh(),
  )
  return (
    <Screen lead={t('settings.lead')}>
      <AnswerView loaded={loaded} lines={8}>
        {(settings) => (
          <>
            <p>
              <a href={href({ name: 'texts' })}>{t('texts.title')}</a>
            </p>
            {!refusedFor('retention:view') && (
              <p>
                <a href={href({ name: 'retention' })}>{t('retention.title')}</a>
              </p>
            )}
            <div class="settings">
              {settings.settings.map((setting) => (
                <SettingForm
                  // A new version is a new form: what was typed belongs to the old one.
                  key={`${setting.setting} ${setting.locale} ${setting.current.version}`}
                  setting={setting}
                  liveMasquerades={settings.liveMasquerades}
                  decision={settings.may['settings:change']}
                  onChanged={loaded.reload}
                />
              ))}
            </div>
            <EntitlementSwitches settings={settings} onChanged={loaded.reload} />
            <EntitlementHistory settings={settings} />
          </>
        )}
      </AnswerView>
    </Screen>
  )
}

export const settingsView = laterView('settings', SettingsScreen)
