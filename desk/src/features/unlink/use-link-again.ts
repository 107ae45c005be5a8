import { useDesk } from '#app/desk-context.ts'
import { tell } from '#app/news.ts'
import { refusalOf } from '#app/use-answer.ts'

type Unlinked = { accountId: number; unlinkId: number; userName: string }

/** Undoes an unlink and shows a message. `onDone` reloads the affected data. */
export function useLinkAgain(onDone: () => void) {
  const { client, t, word, format } = useDesk()
  return async ({ accountId, unlinkId, userName }: Unlinked) => {
    try {
      await client.linkWebUserAgain({ params: { accountId, unlinkId } })
      tell(t('unlink.undone', { userName, account: format.account(accountId) }), 'success')
    } catch (error) {
      tell(word('reason', refusalOf(error).reason), 'danger')
    }
    onDone()
  }
}
