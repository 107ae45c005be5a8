import type { Api } from '@porchlight/contract/api.ts'
import type { Response } from '@porchlight/contract/endpoint.ts'
import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { Card } from '@porchlight/ui/card.tsx'
import { RadioGroup } from '@porchlight/ui/radio-group.tsx'
import { SelectField } from '@porchlight/ui/select-field.tsx'
import { useState } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { DraftForm, type Sent } from '#app/drafts/draft-form.tsx'
import { fieldError } from '#app/field-error.ts'
import { tell } from '#app/news.ts'
import { ReasonField } from '#app/reason-field.tsx'
import { RefusalNotice } from '#app/refusal-notice.tsx'
import { saveFile } from './save-file.ts'

export type Person = Response<Api['readPersonData']>

type Props = { accountId: number; person: Person }

/** Asks why and in which form, and saves everything about the person as a file. */
export function ExportCard({ accountId, person }: Props) {
  const { t, word, page } = useDesk()
  const { personId, name } = person
  const [refusal, setRefusal] = useState<RefusalBody>()
  const [isBusy, setIsBusy] = useState(false)
  /** Files made: each begins with an empty form, since each has a reason of its own. */
  const [made, setMade] = useState(0)
  const wrong = fieldError(refusal, 'reason', word)
  const send = async (form: FormData, { saved }: Sent) => {
    if (isBusy) return
    setIsBusy(true)
    const format = form.get('format') === 'json' ? 'json' : 'html'
    const address = `/api/desk/accounts/${accountId}/persons/${personId}/export.${format}`
    const body = { reason: form.get('reason'), locale: form.get('locale') }
    const refused = await saveFile(address, page.formToken, body, `person-${personId}.${format}`).catch(
      (): RefusalBody => ({ reason: 'out-of-order' }),
    )
    setIsBusy(false)
    setRefusal(refused)
    if (refused) return
    saved()
    setMade(made + 1)
    tell(t('person-data.downloaded'), 'success')
  }
  return (
    <Card id="person-export" heading={t('person-data.export')}>
      <p>{t('person-data.export.text')}</p>
      {refusal && !wrong && <RefusalNotice refusal={refusal} action="person-data:export" />}
      <DraftForm
        key={made}
        subject={`person export ${personId}`}
        title={t('person-data.open-named', { name })}
        onSubmit={(form, sent) => void send(form, sent)}
      >
        <RadioGroup
          name="format"
          label={t('person-data.format')}
          value="html"
          options={[
            { value: 'html', label: t('person-data.format.html') },
            { value: 'json', label: t('person-data.format.json') },
          ]}
        />
        <SelectField
          name="locale"
          label={t('person-data.language')}
          value={person.locale ?? page.locale}
          options={[
            { value: 'en', label: 'English' },
            { value: 'es', label: 'Español' },
          ]}
        />
        <ReasonField
          id="export-reason"
          label={t('person-data.reason')}
          hint={t('person-data.reason.hint')}
          error={wrong}
        />
        <div class="form-actions">
          <Button variant="primary" icon="download" aria-disabled={isBusy}>
            {t(isBusy ? 'person-data.downloading' : 'person-data.download')}
          </Button>
        </div>
      </DraftForm>
    </Card>
  )
}
