import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import type { TaskColumn } from '@porchlight/contract/task-choices.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { SelectField } from '@porchlight/ui/select-field.tsx'
import { useState } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { tell } from '#app/news.ts'
import { navigate } from '#app/router.ts'
import type { TaskAddress } from '#app/task-address.ts'
import { refusalOf, useAnswer } from '#app/use-answer.ts'
import { SaveView } from './save-view.tsx'
import { addressOf, filtersOf, isShown, type SavedView } from './saved-view.ts'
import { orderOf } from './task-terms.ts'

type Props = {
  address: TaskAddress
  columns: readonly TaskColumn[]
  onColumns: (columns: readonly TaskColumn[]) => void
}

/** Questions that were kept by a name, the CSR's own and those of her groups; and the way to keep this one. */
export function SavedViews({ address, columns, onColumns }: Props) {
  const { t, word, client } = useDesk()
  const { answer, reload } = useAnswer('saved views', 'task:view', (c) => c.listSavedViews())
  const [chosenId, setChosenId] = useState<number>()
  const [saving, setSaving] = useState<{ view: SavedView | undefined; refusal?: RefusalBody }>()
  if (answer.state !== 'ready') return null
  const { views, csrGroups } = answer.value
  const chosen = views.find(({ savedViewId }) => savedViewId === chosenId)
  const current = views.find((view) => isShown(view, address, columns)) ?? chosen
  const isChanged = current !== undefined && !isShown(current, address, columns)
  const open = (view: SavedView | undefined) => {
    setChosenId(view?.savedViewId)
    if (view) onColumns(view.columns)
    navigate({ name: 'tasks', ...(view ? addressOf(view) : {}) }, { replace: true })
  }
  const remove = (view: SavedView) =>
    client
      .removeSavedView({ params: { savedViewId: view.savedViewId }, body: { version: view.version } })
      .then(
        () => tell(t('views.removed', { name: view.name }), 'success'),
        (error: unknown) => tell(word('reason', refusalOf(error).reason), 'danger'),
      )
      .finally(reload)
  return (
    <div class="saved-views">
      <SelectField
        name="view"
        id="saved-view"
        label={t('views.title')}
        value={String(current?.savedViewId ?? '')}
        onChange={({ currentTarget }) =>
          open(views.find((view) => String(view.savedViewId) === currentTarget.value))
        }
        options={[
          { value: '', label: t('views.none') },
          ...views.map((view) => ({
            value: String(view.savedViewId),
            label: view.isOwn ? view.name : t('views.of', { name: view.name, owner: view.ownerName }),
          })),
        ]}
      />
      {isChanged && current.isOwn && (
        <Button onClick={() => setSaving({ view: current })}>
          {t('views.change', { name: current.name })}
        </Button>
      )}
      {(!current || isChanged) && (
        <Button onClick={() => setSaving({ view: undefined })}>{t('views.keep')}</Button>
      )}
      {current?.isOwn && !isChanged && (
        <>
          <Button variant="quiet" onClick={() => setSaving({ view: current })}>
            {t('views.rename')}
          </Button>
          <Button variant="quiet" icon="close" onClick={() => void remove(current)}>
            {t('views.remove')}
          </Button>
        </>
      )}
      {saving && (
        <SaveView
          view={saving.view}
          kept={{ filters: filtersOf(address), order: orderOf(address), columns: [...columns] }}
          csrGroups={csrGroups}
          onSaved={(savedViewId) => {
            setSaving(undefined)
            setChosenId(savedViewId)
            reload()
          }}
          onClose={() => setSaving(undefined)}
        />
      )}
    </div>
  )
}
