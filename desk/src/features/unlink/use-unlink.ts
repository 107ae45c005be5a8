import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import { useRef, useState } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import type { Sent } from '#app/drafts/draft-form.tsx'
import { tell } from '#app/news.ts'
import type { Preview } from '#app/response-types.ts'
import { refusalOf } from '#app/use-answer.ts'
import { useLinkAgain } from './use-link-again.ts'

/** Parts of a preview that have changed since it was shown. */
export type Parts = readonly string[]

/** Unlinks what a preview shows. Where something changed since, shows the change and the new preview instead. */
export function useUnlink(shown: Preview, onDone: () => void) {
  const { client, t, format } = useDesk()
  const [preview, setPreview] = useState(shown)
  const [changed, setChanged] = useState<Parts>([])
  const [refusal, setRefusal] = useState<RefusalBody>()
  const [isBusy, setIsBusy] = useState(false)
  // A second click may come before the button is drawn as disabled.
  const isSent = useRef(false)
  const linkAgain = useLinkAgain(onDone)
  const { accountId, webUserId, userName } = preview

  const refuse = (body: RefusalBody) => {
    const isStale = body.reason === 'version-conflict' && body.current !== undefined
    if (isStale) setPreview(body.current as Preview)
    setChanged(isStale ? (body.difference ?? []).map(({ field }) => field) : [])
    setRefusal(isStale ? undefined : body)
  }
  const unlink = async (form: FormData, { saved }: Sent) => {
    if (isSent.current) return
    isSent.current = true
    setIsBusy(true)
    try {
      const { unlinkId, undoUntil } = await client.unlinkWebUser({
        params: { accountId, webUserId },
        body: {
          standing: preview.standing,
          reason: String(form.get('reason') ?? ''),
          removesAccountPerson: form.has('removesAccountPerson'),
          discardedTaskIds: preview.tasks.flatMap(({ taskId }) =>
            form.has(`discard-${taskId}`) ? [taskId] : [],
          ),
        },
      })
      saved()
      tell(t('unlink.done', { userName, account: format.account(accountId) }), 'success', {
        text: t('unlink.undo'),
        onSelect: () => void linkAgain({ accountId, unlinkId, userName }),
        until: undoUntil,
      })
      onDone()
    } catch (error) {
      refuse(refusalOf(error))
    }
    isSent.current = false
    setIsBusy(false)
  }
  return { preview, changed, refusal, isBusy, unlink }
}
