import type { Api } from '@porchlight/contract/api.ts'
import type { Body } from '@porchlight/contract/endpoint.ts'
import { mostViewName } from '@porchlight/contract/limits.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { Dialog } from '@porchlight/ui/dialog.tsx'
import { Field } from '@porchlight/ui/field.tsx'
import { SelectField } from '@porchlight/ui/select-field.tsx'
import { useDesk } from '#app/desk-context.ts'
import { DraftForm } from '#app/drafts/draft-form.tsx'
import { fieldError } from '#app/field-error.ts'
import { tell } from '#app/news.ts'
import { RefusalNotice } from '#app/refusal-notice.tsx'
import { useSend } from '#app/use-send.ts'
import type { SavedView } from './saved-view.ts'

type Kept = Pick<Body<Api['addSavedView']>, 'filters' | 'order' | 'columns'>
type Props = {
  /** The view that is changed; without one a new one is made. */
  view: SavedView | undefined
  kept: Kept
  csrGroups: readonly { csrGroup: string; name: string }[]
  onSaved: (savedViewId: number) => void
  onClose: () => void
}

/** Form for a view's name and the CSR group that shares it. If a colleague changed the view, the CSR can choose to overwrite it. */
export function SaveView({ view, kept, csrGroups, onSaved, onClose }: Props) {
  const { t, word, client } = useDesk()
  const title = view ? t('views.change', { name: view.name }) : t('views.keep')
  async function change({ savedViewId }: SavedView, body: Body<Api['addSavedView']>, version: number) {
    await client.changeSavedView({ params: { savedViewId }, body: { ...body, version } })
    return savedViewId
  }
  const { refusal, isBusy, send } = useSend(async (data): Promise<number> => {
    const body = { name: String(data.get('name')), csrGroup: String(data.get('csrGroup')) || null, ...kept }
    const savedViewId = view
      ? await change(view, body, refusal?.version ?? view.version)
      : (await client.addSavedView({ body })).savedViewId
    tell(t('views.kept', { name: body.name }), 'success')
    return savedViewId
  }, onSaved)
  const wrong = (field: string) => fieldError(refusal, field, word)
  return (
    <Dialog id="save-view" open title={title} closeLabel={t('desk.close')} onClose={onClose}>
      <DraftForm subject={`view ${view?.savedViewId ?? 'new'}`} title={title} onSubmit={send}>
        {refusal && !wrong('name') && <RefusalNotice refusal={refusal} />}
        <Field
          name="name"
          id="view-name"
          label={t('views.name')}
          maxLength={mostViewName}
          defaultValue={view?.name}
          error={wrong('name')}
          autocomplete="off"
        />
        <SelectField
          name="csrGroup"
          id="view-group"
          label={t('views.share')}
          value={view?.csrGroup ?? ''}
          error={wrong('csrGroup')}
          options={[
            { value: '', label: t('views.own') },
            ...csrGroups.map(({ csrGroup, name }) => ({ value: csrGroup, label: name })),
          ]}
        />
        <p class="quiet">{t('views.keeps')}</p>
        <div class="form-actions">
          <Button variant="primary" disabled={isBusy}>
            {t(refusal?.reason === 'version-conflict' ? 'conflict.keep-mine' : 'views.save')}
          </Button>
          <Button onClick={onClose}>{t('desk.cancel')}</Button>
        </div>
      </DraftForm>
    </Dialog>
  )
}
