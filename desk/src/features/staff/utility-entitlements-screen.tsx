import { Button } from '@porchlight/ui/button.tsx'
import { Card } from '@porchlight/ui/card.tsx'
import { CheckboxField } from '@porchlight/ui/checkbox-field.tsx'
import { useState } from 'preact/hooks'
import { AnswerView } from '#app/answer-view.tsx'
import { AskFirst } from '#app/ask-first.tsx'
import { useDesk } from '#app/desk-context.ts'
import { DraftForm } from '#app/drafts/draft-form.tsx'
import { fieldError } from '#app/field-error.ts'
import { Guarded } from '#app/guarded.tsx'
import { useLive } from '#app/live/use-live.ts'
import { tell } from '#app/news.ts'
import { Screen } from '#app/screen.tsx'
import { useAnswer } from '#app/use-answer.ts'
import { laterView } from '#app/view.ts'
import { periodWords } from './difference-words.ts'
import { switchesIn } from './group-state.ts'
import type { Utility, UtilityState } from './staff.ts'
import { StaffVersions } from './staff-versions.tsx'
import { SwitchFields } from './switch-fields.tsx'
import { useChange } from './use-change.tsx'

/** What the utility allows in masquerades: whether there are any, and every entitlement with its default and class. */
function UtilityEntitlementsScreen() {
  const { t } = useDesk()
  const loaded = useAnswer('utility-entitlements', 'staff:view', (client) => client.readUtilityEntitlements())
  useLive({ kinds: ['masquerade'], otherwise: 10_000 }, loaded.refresh)
  return (
    <Screen lead={t('utility-entitlements.lead')}>
      <AnswerView loaded={loaded} lines={8}>
        {(utility) => (
          <>
            <MasqueradeSwitch utility={utility} onChanged={loaded.reload} />
            <Switches utility={utility} onChanged={loaded.reload} />
          </>
        )}
      </AnswerView>
    </Screen>
  )
}

export const utilityEntitlementsView = laterView('utility-entitlements', UtilityEntitlementsScreen)

type Props = { utility: Utility; onChanged: () => void }

/** The switch of all masquerades. Switching it off says how many end. */
function MasqueradeSwitch({ utility, onChanged }: Props) {
  const { t, client } = useDesk()
  const [isAsked, setIsAsked] = useState(false)
  const { isMasqueradeEnabled, masqueradeSettingVersion: version, liveMasquerades, may } = utility
  const title = t(isMasqueradeEnabled ? 'settings.masquerade-off' : 'utility-entitlements.masquerade-on')
  return (
    <Card
      id="masquerade-switch"
      heading={t('utility-entitlements.masquerade')}
      actions={
        <Guarded id="masquerade-switch-do" decision={may['settings:change']} label={title}>
          <Button variant={isMasqueradeEnabled ? 'danger' : 'secondary'} onClick={() => setIsAsked(true)}>
            {title}
          </Button>
        </Guarded>
      }
    >
      <p>
        {t(
          isMasqueradeEnabled
            ? 'utility-entitlements.masquerade-is-on'
            : 'utility-entitlements.masquerade-is-off',
          {
            count: liveMasquerades,
          },
        )}
      </p>
      {isAsked && (
        <AskFirst
          subject={`masquerade switch ${isMasqueradeEnabled}`}
          title={title}
          action="settings:change"
          perform={async (reason) => {
            const change = { setting: 'masquerade.enabled', locale: '', value: !isMasqueradeEnabled } as const
            await client.changeSetting({ body: { ...change, version, reason } })
            tell(t('settings.saved', { name: t('utility-entitlements.masquerade') }), 'success')
          }}
          onDone={() => {
            setIsAsked(false)
            onChanged()
          }}
          onCancel={() => setIsAsked(false)}
        >
          <p>
            {isMasqueradeEnabled
              ? t('settings.masquerade-off.what', { count: liveMasquerades })
              : t('utility-entitlements.masquerade-on.what')}
          </p>
        </AskFirst>
      )}
    </Card>
  )
}

function Switches({ utility, onChanged }: Props) {
  const desk = useDesk()
  const { t, word, format } = desk
  const { ask, shown, refusal } = useChange(onChanged)
  const { version } = utility
  const decision = utility.may['entitlements:change']
  const title = t('utility-entitlements.save')
  const askFor = (
    what: { key: string; title: string },
    to: { state: UtilityState | null; restores: number | null },
    saved?: () => void,
  ) => {
    const body = { ...to, version }
    ask(
      {
        subject: `utility-entitlements ${what.key}`,
        title: what.title,
        action: 'entitlements:change',
        told: t('settings.saved', { name: t('utility-entitlements.title') }),
        preview: (client) => client.previewUtilityEntitlements({ body }),
        make: (client, reason) => client.changeUtilityEntitlements({ body: { ...body, reason } }),
      },
      saved,
    )
  }
  const names = utility.entitlements.map(({ entitlement }) => entitlement)
  return (
    <>
      <Card id="utility-switches" heading={t('utility-entitlements.title')}>
        {shown}
        <DraftForm
          key={version}
          subject="utility-entitlements"
          title={title}
          onSubmit={(form, { saved }) =>
            askFor(
              { key: 'save', title },
              {
                state: { entitlements: switchesIn(form, names), hasFourEyes: form.get('four-eyes') !== null },
                restores: null,
              },
              saved,
            )
          }
        >
          <SwitchFields
            legend={t('utility-entitlements.caption')}
            inheritedKey="settings.as-shipped"
            switches={utility.entitlements.map(({ shipped, groups, ...one }) => ({
              ...one,
              inherited: shipped,
              groups: format.list(
                groups.map(({ name, isOn, period }) => {
                  const state = t(isOn ? 'desk.on' : 'desk.off')
                  return period
                    ? t('utility-entitlements.group-dated', {
                        name,
                        state,
                        period: periodWords(period, desk),
                      })
                    : t('utility-entitlements.group', { name, state })
                }),
              ),
            }))}
          />
          <CheckboxField
            name="four-eyes"
            label={t('utility-entitlements.four-eyes')}
            hint={t('utility-entitlements.four-eyes.hint')}
            defaultChecked={utility.hasFourEyes}
            error={fieldError(refusal, 'hasFourEyes', word)}
          />
          <div class="form-actions">
            <Guarded id="save-switches" decision={decision} label={title}>
              <Button>{title}</Button>
            </Guarded>
          </div>
        </DraftForm>
      </Card>
      <StaffVersions
        versions={utility.versions}
        decision={decision}
        onRestore={(restores) =>
          askFor(
            { key: `restore ${restores}`, title: t('staff.restore-named', { version: restores }) },
            { state: null, restores },
          )
        }
      />
    </>
  )
}
