import { issuerAlgorithms } from '@porchlight/contract/limits.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { CheckboxField } from '@porchlight/ui/checkbox-field.tsx'
import { Field } from '@porchlight/ui/field.tsx'
import { Fieldset } from '@porchlight/ui/fieldset.tsx'
import { TextAreaField } from '@porchlight/ui/text-area-field.tsx'
import { useDesk } from '#app/desk-context.ts'
import { DraftForm } from '#app/drafts/draft-form.tsx'
import { fieldError } from '#app/field-error.ts'
import { tell } from '#app/news.ts'
import { ReasonField } from '#app/reason-field.tsx'
import { RefusalNotice } from '#app/refusal-notice.tsx'
import { useSend } from '#app/use-send.ts'
import { stateFrom } from './state-from.ts'
import type { Issuer } from './trusted-issuers.ts'

type Props = {
  /** Undefined for a new system. */
  issuer?: Issuer
  onDone: () => void
  onCancel: () => void
}

/** Registers a system, or changes one. */
export function IssuerForm({ issuer, onDone, onCancel }: Props) {
  const { t, word, client } = useDesk()
  const id = issuer?.issuerKey ?? 'new'
  const state = issuer?.state
  const title = issuer
    ? t('trusted-issuer.change-named', { name: issuer.state.displayName })
    : t('trusted-issuer.register')
  const { refusal, isBusy, send } = useSend(
    (form) => {
      const issuerKey = issuer?.issuerKey ?? String(form.get('issuerKey') ?? '').trim()
      const reason = String(form.get('reason') ?? '')
      return client.saveTrustedIssuer({
        body: { issuerKey, version: issuer?.version ?? 0, state: stateFrom(form), reason },
      })
    },
    ({ endedSessions }) => {
      tell(t('trusted-issuer.saved', { count: endedSessions }), 'success')
      onDone()
    },
  )
  const problem = (field: string) =>
    refusal?.fields
      ?.filter((one) => one.field === field || one.field.startsWith(`state.${field}`))
      .map((one) => word('field', one.reason))[0]
  const isElsewhere = refusal && !refusal.fields?.some((one) => one.field !== 'state')
  const unchanged = fieldError(refusal, 'state', word)
  return (
    <DraftForm subject={`system ${id}`} title={title} onSubmit={send}>
      {isElsewhere && !unchanged && <RefusalNotice refusal={refusal} action="trusted-issuer:change" />}
      {unchanged && <p class="field-error">{unchanged}</p>}
      {!issuer && (
        <Field
          name="issuerKey"
          id={`${id}-key`}
          label={t('trusted-issuer.key')}
          hint={t('trusted-issuer.key.hint')}
          error={problem('issuerKey')}
          autocomplete="off"
          maxLength={40}
          short
        />
      )}
      <Field
        name="displayName"
        id={`${id}-name`}
        label={t('trusted-issuer.name')}
        hint={t('trusted-issuer.name.hint')}
        error={problem('displayName')}
        autocomplete="off"
        maxLength={80}
        defaultValue={state?.displayName}
      />
      <Field
        name="issuer"
        id={`${id}-issuer`}
        label={t('trusted-issuer.issuer')}
        hint={t('trusted-issuer.issuer.hint')}
        error={problem('issuer')}
        autocomplete="off"
        maxLength={300}
        defaultValue={state?.issuer}
      />
      <Field
        name="audience"
        id={`${id}-audience`}
        label={t('trusted-issuer.audience')}
        hint={t('trusted-issuer.audience.hint')}
        error={problem('audience')}
        autocomplete="off"
        maxLength={300}
        defaultValue={state?.audience ?? location.origin}
      />
      <Field
        name="keyAddress"
        id={`${id}-key-address`}
        label={t('trusted-issuer.key-address')}
        hint={t('trusted-issuer.key-address.hint')}
        error={problem('keyAddress')}
        autocomplete="off"
        inputMode="url"
        maxLength={300}
        defaultValue={state?.keyAddress ?? ''}
      />
      <TextAreaField
        name="pastedKeys"
        id={`${id}-pasted-keys`}
        label={t('trusted-issuer.pasted-keys')}
        hint={t('trusted-issuer.pasted-keys.hint')}
        error={problem('pastedKeys')}
        rows={4}
        spellcheck={false}
        defaultValue={state?.pastedKeys ?? ''}
      />
      <Fieldset
        id={`${id}-algorithms`}
        legend={t('trusted-issuer.algorithms')}
        hint={t('trusted-issuer.algorithms.hint')}
        error={problem('algorithms')}
      >
        {issuerAlgorithms.map((algorithm) => (
          <CheckboxField
            key={algorithm}
            name={`algorithm-${algorithm}`}
            id={`${id}-${algorithm}`}
            label={algorithm}
            defaultChecked={state ? state.algorithms.includes(algorithm) : algorithm === 'ES256'}
          />
        ))}
      </Fieldset>
      <TextAreaField
        name="returnUrls"
        id={`${id}-return-urls`}
        label={t('trusted-issuer.return-urls')}
        hint={t('trusted-issuer.return-urls.hint')}
        error={problem('returnUrls')}
        rows={3}
        spellcheck={false}
        defaultValue={state?.returnUrls.join('\n')}
      />
      <TextAreaField
        name="contextNames"
        id={`${id}-context`}
        label={t('trusted-issuer.context')}
        hint={t('trusted-issuer.context.hint')}
        error={problem('contextNames')}
        rows={2}
        spellcheck={false}
        defaultValue={state?.contextNames.join('\n')}
      />
      <Field
        name="activeFrom"
        id={`${id}-from`}
        type="date"
        label={t('trusted-issuer.active-from')}
        error={problem('activeFrom')}
        defaultValue={state?.activeFrom}
        short
      />
      <Field
        name="activeTo"
        id={`${id}-to`}
        type="date"
        label={t('trusted-issuer.active-to')}
        hint={t('trusted-issuer.active-to.hint')}
        error={problem('activeTo')}
        defaultValue={state?.activeTo ?? ''}
        short
      />
      <ReasonField
        id={`${id}-reason`}
        label={t('trusted-issuer.reason')}
        hint={t('trusted-issuer.reason.hint')}
        error={problem('reason')}
      />
      <div class="form-actions">
        <Button variant="primary" disabled={isBusy}>
          {t('trusted-issuer.save')}
        </Button>
        <Button type="button" onClick={onCancel}>
          {t('desk.cancel')}
        </Button>
      </div>
    </DraftForm>
  )
}
