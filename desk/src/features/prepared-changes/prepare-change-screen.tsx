import { mostReason } from '@porchlight/contract/limits.ts'
import type { Reason } from '@porchlight/contract/reasons.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { LinkButton } from '@porchlight/ui/link-button.tsx'
import { Notice } from '@porchlight/ui/notice.tsx'
import { SelectField } from '@porchlight/ui/select-field.tsx'
import { TextAreaField } from '@porchlight/ui/text-area-field.tsx'
import { useState } from 'preact/hooks'
import { AnswerView } from '#app/answer-view.tsx'
import { useDesk } from '#app/desk-context.ts'
import { DraftForm } from '#app/drafts/draft-form.tsx'
import { fieldError } from '#app/field-error.ts'
import { tell } from '#app/news.ts'
import { RefusalNotice } from '#app/refusal-notice.tsx'
import type { Preparable } from '#app/response-types.ts'
import { navigate } from '#app/router.ts'
import { href } from '#app/routes.ts'
import { Screen } from '#app/screen.tsx'
import { useAnswer } from '#app/use-answer.ts'
import { useSend, wrongFields } from '#app/use-send.ts'
import { laterView } from '#app/view.ts'
import { DraftFields } from './draft-fields.tsx'
import { readValues } from './read-values.ts'

type Props = { accountId: number; webUserId: number; command?: string | undefined }

/** Where a CSR prepares a change that only the customer may make. */
function PrepareChangeScreen({ accountId, webUserId, command }: Props) {
  const { t, format } = useDesk()
  const params = { accountId, webUserId }
  const loaded = useAnswer(`preparable ${accountId} ${webUserId}`, 'prepared-change:prepare', (client) =>
    client.readPreparable({ params }),
  )
  return (
    <Screen
      heading={t('prepare.title')}
      documentTitle={t('prepare.title-short')}
      lead={
        <a href={href({ name: 'account', accountId })}>
          {t('account.title', { number: format.account(accountId) })}
        </a>
      }
    >
      <AnswerView loaded={loaded} lines={6}>
        {(preparable) => <Preparing {...params} preparable={preparable} first={command} />}
      </AnswerView>
    </Screen>
  )
}

export const prepareChangeView = laterView('prepare-change', PrepareChangeScreen)

type PreparingProps = {
  accountId: number
  webUserId: number
  preparable: Preparable
  first: string | undefined
}

function Preparing({ accountId, webUserId, preparable, first }: PreparingProps) {
  const { t, word } = useDesk()
  const { commands, userName, personName } = preparable
  const [name, setName] = useState(first)
  const chosen = commands.find(({ command }) => command === name) ?? commands[0]
  return (
    <>
      <p>{t('prepare.lead', { userName, personName })}</p>
      <SelectField
        name="command"
        id="prepare-command"
        label={t('prepare.what')}
        value={chosen?.command}
        onChange={(event) => setName(event.currentTarget.value)}
        options={commands.map(({ command }) => ({
          value: command,
          label: word('prepared-command', command),
        }))}
      />
      {chosen && chosen.decision !== 'ok' && (
        <Notice tone="warning">
          {t('prepare.cannot', { reason: word('reason', chosen.decision as Reason) })}
        </Notice>
      )}
      {chosen?.decision === 'ok' && (
        <PrepareForm key={chosen.command} {...{ accountId, webUserId }} chosen={chosen} />
      )}
    </>
  )
}

type FormProps = { accountId: number; webUserId: number; chosen: Preparable['commands'][number] }

function PrepareForm({ accountId, webUserId, chosen }: FormProps) {
  const { t, word, client, page } = useDesk()
  const { command, fields } = chosen
  const { refusal, isBusy, send } = useSend(
    async (form) => {
      const read = readValues(form, fields, page.locale)
      if ('problem' in read) throw wrongFields(read.problem)
      const body = { command, values: read.values, note: String(form.get('note') ?? '') }
      return client.prepareChange({ params: { accountId, webUserId }, body })
    },
    ({ sentTo }) => {
      tell(t('prepare.done', { sentTo }), 'success')
      navigate({ name: 'prepared-changes', accountId })
    },
  )
  const wrong = (field: string) => fieldError(refusal, field, word)
  const isInForm = refusal?.fields?.every(
    ({ field }) => field === 'note' || fields.some(({ name }) => name === field),
  )
  return (
    <DraftForm
      subject={`prepare ${accountId} ${webUserId} ${command}`}
      title={word('prepared-command', command)}
      onSubmit={send}
    >
      {refusal && !isInForm && <RefusalNotice refusal={refusal} action="prepared-change:prepare" />}
      <DraftFields fields={fields} wrong={wrong} />
      <TextAreaField
        name="note"
        id="prepare-note"
        label={t('prepare.note')}
        hint={t('prepare.note.hint')}
        mark={t('prepare.optional')}
        rows={2}
        maxLength={mostReason}
        error={wrong('note')}
      />
      <div class="form-actions">
        <Button variant="primary" disabled={isBusy}>
          {t('prepare.do')}
        </Button>
        <LinkButton href={href({ name: 'prepared-changes', accountId })}>{t('prepared.all')}</LinkButton>
      </div>
    </DraftForm>
  )
}
