import type { Api } from '@porchlight/contract/api.ts'
import type { Input } from '@porchlight/contract/endpoint.ts'
import type { Reason, RefusalBody } from '@porchlight/contract/reasons.ts'
import { hasConsequence } from '@porchlight/contract/setting-consequences.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { Card } from '@porchlight/ui/card.tsx'
import { useRef, useState } from 'preact/hooks'
import { AskFirst } from '#app/ask-first.tsx'
import { useDesk } from '#app/desk-context.ts'
import { DraftForm, type Sent } from '#app/drafts/draft-form.tsx'
import { Guarded } from '#app/guarded.tsx'
import { tell } from '#app/news.ts'
import type { Settings } from '#app/response-types.ts'
import { refusalOf } from '#app/use-answer.ts'
import { ValueConflict } from '#app/value-conflict.tsx'
import { SettingConsequence } from './setting-consequence.tsx'
import { SettingField } from './setting-field.tsx'
import { SettingHistory } from './setting-history.tsx'
import { kindOf, readValue } from './setting-value.ts'
import { useShown } from './shown-value.ts'

type Change = Input<Api['changeSetting']>['body']

type Props = {
  setting: Settings['settings'][number]
  /** The live masquerades that a change can end or restrict. */
  live: Pick<Settings, 'liveMasquerades' | 'liveGrades'>
  decision: 'ok' | Reason
  onChanged: () => void
}

/** One setting: its value, who may change it, and what it was before. */
export function SettingForm({ setting, live, decision, onChanged }: Props) {
  const { t, word, client } = useDesk()
  const [refused, setRefused] = useState<{ refusal: RefusalBody; value: unknown }>()
  const kind = kindOf(setting.current.value, setting.choices)
  const shown = useShown(setting)
  const id = setting.setting.replaceAll('.', '-')
  const name = word('setting', setting.setting)

  const sent = useRef<Sent>(undefined)
  const [asked, setAsked] = useState<{ before: unknown; value: unknown; version: number }>()
  const send = async (value: unknown, version: number, reason?: string) => {
    const body = { setting: setting.setting, locale: setting.locale, value, version } as Change
    await client.changeSetting({ body: { ...body, ...(reason && { reason }) } })
    sent.current?.saved()
    tell(t('settings.saved', { name }), 'success')
    onChanged()
  }
  const change = async (before: unknown, value: unknown, version: number) => {
    setRefused(undefined)
    if (hasConsequence(setting.consequence, before, value)) return setAsked({ before, value, version })
    try {
      await send(value, version)
    } catch (error) {
      setRefused({ refusal: refusalOf(error), value })
    }
  }
  const changeForReason = async (value: unknown, version: number, reason: string) => {
    try {
      await send(value, version, reason)
    } catch (error) {
      const refusal = refusalOf(error)
      const isOfForm = refusal.fields?.some(({ field }) => field === 'value')
      if (!isOfForm && refusal.reason !== 'version-conflict') throw error
      // A refused value and a conflict are shown on the form, behind the dialog.
      setRefused({ refusal, value })
    }
  }
  const isConflict = refused?.refusal.reason === 'version-conflict'
  const problem = refused?.refusal.fields?.[0]
  return (
    <Card id={id} heading={name} level={3}>
      {refused && isConflict && (
        <ValueConflict
          refusal={refused.refusal}
          mine={refused.value}
          words={shown}
          onMine={(version) => void change(refused.refusal.difference?.[0]?.theirs, refused.value, version)}
          onTheirs={onChanged}
        />
      )}
      <DraftForm
        subject={`setting ${setting.setting} ${setting.locale}`}
        title={name}
        onSubmit={(form, by) => {
          sent.current = by
          void change(setting.current.value, readValue(kind, form), setting.current.version)
        }}
      >
        <SettingField
          id={`${id}-value`}
          kind={kind}
          setting={setting}
          error={
            refused && !isConflict
              ? word(problem ? 'field' : 'reason', problem?.reason ?? refused.refusal.reason)
              : undefined
          }
        />
        <div class="form-actions">
          <Guarded id={`${id}-save`} decision={decision} label={t('settings.save')}>
            <Button>{t('settings.save')}</Button>
          </Guarded>
        </div>
      </DraftForm>
      {asked && (
        <AskFirst
          subject={`setting-change ${setting.setting}`}
          title={
            setting.setting === 'masquerade.enabled'
              ? t('settings.masquerade-off')
              : t('settings.change-named', { name })
          }
          action="settings:change"
          perform={(reason) => changeForReason(asked.value, asked.version, reason)}
          onDone={() => setAsked(undefined)}
          onCancel={() => setAsked(undefined)}
        >
          <SettingConsequence {...asked} setting={setting.setting} after={asked.value} live={live} />
        </AskFirst>
      )}
      <SettingHistory setting={setting} />
    </Card>
  )
}
