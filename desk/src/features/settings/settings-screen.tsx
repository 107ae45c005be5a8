import { Section } from '@porchlight/ui/section.tsx'
import { AnswerView } from '#app/answer-view.tsx'
import { useDesk } from '#app/desk-context.ts'
import { useLive } from '#app/live/use-live.ts'
import { href } from '#app/routes.ts'
import { Screen } from '#app/screen.tsx'
import { useAnswer } from '#app/use-answer.ts'
import { laterView } from '#app/view.ts'
import { SettingForm } from './setting-form.tsx'
import { bySection } from './setting-sections.ts'

/** Lists the settings of the utility by subject, each with its history. Texts, entitlements and retention have their own screens. */
function SettingsScreen() {
  const { t, word, refusedFor } = useDesk()
  const loaded = useAnswer('settings', 'settings:view', (client) => client.readSettings())
  // The dialogs count the live masquerades that a change ends or restricts, so the page reloads when their number changes.
  useLive(
    { kinds: ['masquerade'], otherwise: 10_000 },
    () => loaded.answer.state === 'ready' && loaded.refresh(),
  )
  return (
    <Screen lead={t('settings.lead')}>
      <AnswerView loaded={loaded} lines={8}>
        {({ settings, liveMasquerades, liveGrades, may }) => {
          const sections = bySection(settings)
          return (
            <>
              <nav class="jump-list" aria-label={t('settings.contents')}>
                <ul>
                  {sections.map(({ section }) => (
                    <li key={section}>
                      <a href={`#settings-${section}`}>{word('setting-section', section)}</a>
                    </li>
                  ))}
                </ul>
                <ul>
                  <li>
                    <a href={href({ name: 'texts' })}>{t('texts.title')}</a>
                  </li>
                  {!refusedFor('staff:view') && (
                    <li>
                      <a href={href({ name: 'utility-entitlements' })}>{t('utility-entitlements.title')}</a>
                    </li>
                  )}
                  {!refusedFor('retention:view') && (
                    <li>
                      <a href={href({ name: 'retention' })}>{t('retention.title')}</a>
                    </li>
                  )}
                </ul>
              </nav>
              {sections.map((one) => (
                <Section
                  key={one.section}
                  id={`settings-${one.section}`}
                  heading={word('setting-section', one.section)}
                >
                  <div class="settings">
                    {one.settings.map((setting) => (
                      <SettingForm
                        // A new version gets a new form, because a typed value belongs to the old version.
                        key={`${setting.setting} ${setting.current.version}`}
                        setting={setting}
                        live={{ liveMasquerades, liveGrades }}
                        decision={may['settings:change']}
                        onChanged={loaded.reload}
                      />
                    ))}
                  </div>
                </Section>
              ))}
            </>
          )
        }}
      </AnswerView>
    </Screen>
  )
}

export const settingsView = laterView('settings', SettingsScreen)
