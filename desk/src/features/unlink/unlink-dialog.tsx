import { Dialog } from '@porchlight/ui/dialog.tsx'
import { AnswerView } from '#app/answer-view.tsx'
import { useDesk } from '#app/desk-context.ts'
import { useAnswer } from '#app/use-answer.ts'
import { UnlinkForm } from './unlink-form.tsx'

type Props = {
  accountId: number
  webUser: { webUserId: number; userName: string }
  /** Called after the unlink: the row that opened the dialog is gone. */
  onDone: () => void
  onCancel: () => void
}

/** Dialog that unlinks a web user from an account. Lists everything that the unlink removes and keeps. */
export function UnlinkDialog({ accountId, webUser, onDone, onCancel }: Props) {
  const { t, format } = useDesk()
  const { webUserId, userName } = webUser
  const loaded = useAnswer(`unlink ${accountId} ${webUserId}`, 'account-link:unlink', (client) =>
    client.previewUnlink({ params: { accountId, webUserId } }),
  )
  return (
    <Dialog
      id="unlink"
      open
      size="wide"
      title={t('unlink.confirm', { userName, account: format.account(accountId) })}
      closeLabel={t('unlink.cancel')}
      onClose={onCancel}
    >
      <AnswerView loaded={loaded} lines={6}>
        {(preview) => <UnlinkForm shown={preview} onDone={onDone} />}
      </AnswerView>
    </Dialog>
  )
}
