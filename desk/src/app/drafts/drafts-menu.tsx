import { Button } from '@porchlight/ui/button.tsx'
import { Dialog } from '@porchlight/ui/dialog.tsx'
import { useState } from 'preact/hooks'
import { useDesk } from '../desk-context.ts'
import { Instant } from '../instant.tsx'
import { navigate } from '../router.ts'
import { drafts, dropDraft } from './draft-store.ts'

/** Shows the number of drafts and a list of them, with a link to each form and a button that deletes the draft. */
export function DraftsMenu() {
  const { t } = useDesk()
  const [isOpen, setIsOpen] = useState(false)
  const kept = [...drafts.value.values()].sort((a, b) => b.changedAt - a.changedAt)
  if (kept.length === 0 && !isOpen) return null
  return (
    <>
      <Button variant="quiet" onClick={() => setIsOpen(true)}>
        {t('drafts.count', { count: kept.length })}
      </Button>
      <Dialog
        id="drafts"
        open={isOpen}
        title={t('drafts.title')}
        closeLabel={t('desk.close')}
        onClose={() => setIsOpen(false)}
      >
        {kept.length === 0 && <p>{t('drafts.none')}</p>}
        <ul class="drafts">
          {kept.map(({ draftId, title, place, changedAt }) => (
            <li key={draftId}>
              <a
                href={place}
                onClick={(event) => {
                  event.preventDefault()
                  setIsOpen(false)
                  navigate(place)
                }}
              >
                {title}
              </a>
              <span class="quiet">
                <Instant at={new Date(changedAt).toISOString()} />
              </span>
              <Button
                variant="quiet"
                aria-label={t('drafts.throw-away-named', { title })}
                onClick={() => dropDraft(draftId)}
              >
                {t('drafts.throw-away')}
              </Button>
            </li>
          ))}
        </ul>
        <p class="quiet">{t('drafts.explained')}</p>
      </Dialog>
    </>
  )
}
