import { CheckboxField } from '@porchlight/ui/checkbox-field.tsx'
import { Field } from '@porchlight/ui/field.tsx'
import { RadioGroup } from '@porchlight/ui/radio-group.tsx'
import { TextAreaField } from '@porchlight/ui/text-area-field.tsx'
import { useDesk } from '#app/desk-context.ts'
import type { Settings } from '#app/response-types.ts'
import { type SettingKind, written } from './setting-value.ts'
import { useShown } from './shown-value.ts'

type Props = {
  id: string
  kind: SettingKind
  setting: Settings['settings'][number]
  error: string | undefined
}

/** The field that fits a setting's value. */
export function SettingField({ id, kind, setting, error }: Props) {
  const { t, word } = useDesk()
  const shown = useShown(setting)
  const hint = word('setting-hint', setting.setting)
  const parts = { id, name: 'value', error }
  const { value } = setting.current
  switch (kind) {
    case 'switch':
      return <CheckboxField {...parts} label={t('settings.on')} hint={hint} defaultChecked={value === true} />
    case 'number':
      return (
        <Field
          {...parts}
          label={word('setting-unit', setting.setting)}
          hint={hint}
          inputmode="numeric"
          short
          defaultValue={written(value)}
        />
      )
    case 'list':
      return (
        <TextAreaField
          {...parts}
          label={t('settings.one-per-line')}
          hint={hint}
          rows={4}
          defaultValue={written(value)}
        />
      )
    case 'choice':
      return (
        <RadioGroup
          {...parts}
          label={t('settings.choice')}
          hint={hint}
          value={written(value)}
          options={setting.choices.map((choice) => ({ value: choice, label: shown(choice) }))}
        />
      )
    case 'line':
      return (
        <Field
          {...parts}
          label={t('settings.text')}
          hint={hint}
          autocomplete="off"
          defaultValue={written(value)}
        />
      )
  }
}
