import type { Api } from '@porchlight/contract/api.ts'
import type { Input } from '@porchlight/contract/endpoint.ts'
import type { Reason, RefusalBody } from '@porchlight/contract/reasons.ts'
import { hasConsequence } from '@porchlight/contract/setting-consequences.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { Card } from '@porchlight/ui/card.tsx'
import { Notice } from '@porchlight/ui/notice.tsx'
import { TextAreaField } from '@porchlight/ui/text-area-field.tsx'
import { useState } from 'preact/hooks'
import { AskFirst } from '#app/ask-first.tsx'
import { useDesk } from '#app/desk-context.ts'
import { DraftForm } from '#app/drafts/draft-form.tsx'
import { fieldError } from '#app/field-error.ts'
import { Guarded } from '#app/guarded.tsx'
import { tell } from '#app/news.ts'
import { refusalOf } from '#app/use-answer.ts'
import { DifferenceView } from './difference-view.tsx'
import { TextPreview } from './text-preview.tsx'
import { TextVersions } from './text-versions.tsx'
import { type OneText, textOf } from './texts.ts'

type Change = Input<Api['changeSetting']>['body']
type Asked = { value: string; restores: number | null; saved: () => void }
type Props = { text: OneText; decision: 'ok' | Reason; onChanged: () => void }

/** One text in one language: a field with a preview beside it, and its versions. Each change is asked about, with a reason. */
export function TextEditor({ text, decision, onChanged }: Props) {
  const { t, word, client } = useDesk()
  const { setting, locale, current, placeholders } = text
  const standing = textOf(current.value)
  const [typed, setTyped] = useState(standing)
  const [asked, setAsked] = useState<Asked>()
  const [refusal, setRefusal] = useState<RefusalBody>()
  const id = `text-${setting.replaceAll('.', '-')}-${locale}`
  const name = t('settings.in-language', {
    name: word('setting', setting),
    language: word('language', locale),
  })
  const title = asked?.restores == null ? t('texts.save-named', { name }) : t('texts.restore-named', { name })
  const save = async ({ value, saved }: Asked, reason: string) => {
    const body = { setting, locale, value, version: current.version, reason } as Change
    try {
      await client.changeSetting({ body })
      saved()
      tell(t('settings.saved', { name }), 'success')
    } catch (error) {
      const refused = refusalOf(error)
      // A refused text is mended in its field, behind the dialog.
      if (!refused.fields && refused.reason !== 'version-conflict') throw error
      setRefusal(refused)
    }
  }
  return (
    <Card id={id} heading={name}>
      {refusal?.reason === 'version-conflict' && (
        <Notice
          tone="warning"
          role="alert"
          title={t('staff.conflict')}
          actions={<Button onClick={onChanged}>{t('staff.conflict.reload')}</Button>}
        >
          {t('texts.conflict')}
        </Notice>
      )}
      <div class="text-editor">
        <DraftForm
          subject={`text ${setting} ${locale}`}
          title={name}
          onSubmit={(_, { saved }) => {
            setRefusal(undefined)
            setAsked({ value: typed.trim(), restores: null, saved })
          }}
        >
          <TextAreaField
            id={`${id}-value`}
            name="value"
            label={t('settings.text')}
            hint={
              placeholders.length > 0
                ? t('settings.placeholders', { names: placeholders.map((one) => `{${one}}`).join(' ') })
                : word('setting-hint', setting)
            }
            lang={locale}
            rows={4}
            defaultValue={standing}
            onInput={(event) => setTyped(event.currentTarget.value)}
            error={fieldError(refusal, 'value', word)}
          />
          <div class="form-actions">
            <Guarded id={`${id}-save`} decision={decision} label={t('texts.save')}>
              <Button aria-label={t('texts.save-named', { name })}>{t('texts.save')}</Button>
            </Guarded>
          </div>
        </DraftForm>
        <TextPreview id={id} name={name} setting={setting} locale={locale} text={typed} />
      </div>
      <TextVersions
        id={id}
        text={text}
        decision={decision}
        onRestore={(version, value) => setAsked({ value, restores: version, saved: () => {} })}
      />
      {asked && (
        <AskFirst
          subject={`${id} ${asked.restores ?? 'save'}`}
          title={title}
          action="settings:change"
          perform={(reason) => save(asked, reason)}
          onDone={() => {
            setAsked(undefined)
            onChanged()
          }}
          onCancel={() => setAsked(undefined)}
        >
          {hasConsequence(text.consequence, standing, asked.value) && (
            <p>{word('setting-consequence', setting)}</p>
          )}
          <p>{t('texts.what', { version: current.version + 1 })}</p>
          <DifferenceView locale={locale} before={standing} after={asked.value} />
        </AskFirst>
      )}
    </Card>
  )
}
