import { Dialog } from '@porchlight/ui/dialog.tsx'
import { useState } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import type { WebUser } from '#app/response-types.ts'
import { PrepareLink } from '../prepared-changes/prepare-link.tsx'
import { CustomerRecordLink } from '../record-lists/record-links.tsx'
import { AdoptForm } from './adopt-form.tsx'
import { SendLinkForm } from './send-link-form.tsx'
import { SwitchForm } from './switch-form.tsx'
import { type Change, WebUserChanges } from './web-user-changes.tsx'

type Props = {
  accountId: number
  webUser: WebUser
  relationshipTypes: readonly string[]
  /** Something was changed: read again. */
  onDone: () => void
  onCancel: () => void
}

/** What else can be done for a web user; each change is asked for and explained before it is made. */
export function WebUserDialog({ accountId, webUser, relationshipTypes, onDone, onCancel }: Props) {
  const { t } = useDesk()
  const [chosen, setChosen] = useState<Change>()
  const { userName, personName } = webUser
  const parts = { accountId, webUser, onDone, onBack: () => setChosen(undefined) }
  return (
    <Dialog
      id="web-user"
      open
      title={t('web-users.dialog', { userName, personName })}
      closeLabel={t('web-users.close')}
      onClose={onCancel}
    >
      {chosen === undefined && (
        <>
          <WebUserChanges webUser={webUser} onChoose={setChosen} />
          <PrepareLink accountId={accountId} webUserId={webUser.webUserId} />
          <CustomerRecordLink personId={webUser.personId} name={personName} />
        </>
      )}
      {chosen === 'adopt' && <AdoptForm {...parts} relationshipTypes={relationshipTypes} />}
      {chosen === 'switch' && <SwitchForm {...parts} />}
      {(chosen === 'reset' || chosen === 'confirmation') && <SendLinkForm {...parts} purpose={chosen} />}
    </Dialog>
  )
}
