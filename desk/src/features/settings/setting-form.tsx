import type { Api } from '@porchlight/contract/api.ts'
import type { Input } from '@porchlight/contract/endpoint.ts'
import type { Reason, RefusalBody } from '@porchlight/contract/reasons.ts'
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
import { SettingField } from './setting-field.tsx'
import { SettingHistory } from './setting-history.tsx'
import { kindOf, readValue, written } from './setting-value.ts'

type Change = Input<Api['changeSetting']>['body']

type Props = {
  setting: Settings['settings'][number]
  /** The number of live masquerades that a switch-off would end. */
  liveMasquerades: number
  decision: 'ok' | Reason
  onChanged: () => void
}

/** One setting: its value, who may change it, and what it was before. */
export function SettingForm({ setting, liveMasquerades, decision, onChanged }: Props) {
  const { t, word, client } = useDesk()
  const [refused, setRefused] = useState<{ refusal: RefusalBody; value: unknown }>()
  const kind = kindOf(setting.current.value)
  const id = setting.setting.replaceAll('.', '-')
  const name = word('setting', setting.setting)

  const sent = useRef<Sent>(undefined)
  const [isAsked, setIsAsked] = useState(false)
  const send = async (value: unknown, version: number, reason?: string) => {
    const body = { setting: setting.setting, locale: setting.locale, value, version } as Change
    await client.changeSetting({ body: { ...body, ...(reason && { reason }) } })
    sent.current?.saved()
    tell(t('settings.saved', { name }), 'success')
    onChanged()
  }
  const change = async (value: unknown, version: number) => {
    // Turning masquerades off ends every live masquerade at once, so the form asks first.
    if (setting.setting === 'masquerade.enabled' && value === false) return setIsAsked(true)
    try {
      await send(value, version)
    } catch (error) {
      setRefused({ refusal: refusalOf(error), value })
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
          words={(value) => (typeof value === 'boolean' ? t(value ? 'desk.on' : 'desk.off') : written(value))}
          onMine={(version) => void change(refused.value, version)}
          onTheirs={onChanged}
        />
      )}
      <DraftForm
        subject={`setting ${setting.setting} ${setting.locale}`}
        title={name}
        onSubmit={(form, by) => {
          sent.current = by
          void change(readValue(kind, form), setting.current.version)
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
      {isAsked && (
        <AskFirst
          subject="masquerade off"
          title={t('settings.masquerade-off')}
          action="settings:change"
          perform={(reason) => send(false, setting.current.version, reason)}
          onDone={() => setIsAsked(false)}
          onCancel={() => setIsAsked(false)}
        >
          <p>{t('settings.masquerade-off.what', { count: liveMasquerades })}</p>
        </AskFirst>
      )}
      <SettingHistory setting={setting} />
    </Card>
  )
}
