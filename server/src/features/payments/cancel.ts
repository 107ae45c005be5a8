import type { Api } from '@porchlight/contract/api.ts'
import { type HandlersOf, prepared } from '#pipeline/handler.ts'
import { changed, unchanged } from '#pipeline/outcome.ts'
import { Refusal } from '#policy/refusal.ts'
import { type ClosedPages, closeCardPages, giveUp } from './close-pages.ts'

export const cancelHandlers: HandlersOf<'cancelCardPayment'> = {
  cancelCardPayment: prepared<Api['cancelCardPayment'], ClosedPages>(
    (_, outside, { accountId, webUserId, taskId }) =>
      closeCardPages(outside, 'card-payment:cancel', { accountId, webUserId, taskId, key: null }),
    async (_, context, { closed }) => {
      const { taskId } = context.grant
      // The payment was made or closed in the meantime. Its own page shows the outcome.
      if (!closed.includes(taskId)) throw new Refusal('payment-over')
      const [givenUp] = await giveUp(context, closed, 'the payer canceled it')
      return givenUp ? changed(givenUp, { taskId }) : unchanged({ taskId })
    },
  ),
}
