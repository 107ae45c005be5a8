import { useState } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { tell } from '#app/news.ts'
import type { Preview } from '#app/response-types.ts'
import { useSend } from '#app/use-send.ts'
import { useLinkAgain } from './use-link-again.ts'

/** Parts of a preview that have changed since it was shown. */
export type Parts = readonly string[]

/** Unlinks what a preview shows. Where something changed since, shows the change and the new preview instead. */
export function useUnlink(shown: Preview, onDone: () => void) {
  const { client, t, format } = useDesk()
  const [preview, setPreview] = useState(shown)
  const [changed, setChanged] = useState<Parts>([])
  const linkAgain = useLinkAgain(onDone)
  const { accountId, webUserId, userName } = preview

  const { refusal, isBusy, send } = useSend(
    (form) =>
      client.unlinkWebUser({
        params: { accountId, webUserId },
        body: {
          standing: preview.standing,
          reason: String(form.get('reason') ?? ''),
          removesAccountPerson: form.has('removesAccountPerson'),
          discardedTaskIds: preview.tasks.flatMap(({ taskId }) =>
            form.has(`discard-${taskId}`) ? [taskId] : [],
          ),
        },
      }),
    ({ unlinkId, undoUntil }) => {
      tell(t('unlink.done', { userName, account: format.account(accountId) }), 'success', {
        text: t('unlink.undo'),
        onSelect: () => void linkAgain({ accountId, unlinkId, userName }),
        until: undoUntil,
      })
      onDone()
    },
    (body) => {
      const isStale = body.reason === 'version-conflict' && body.current !== undefined
      if (isStale) setPreview(body.current as Preview)
      setChanged(isStale ? (body.difference ?? []).map(({ field }) => field) : [])
      return isStale ? undefined : body
    },
  )
  return { preview, changed, refusal, isBusy, send }
}
