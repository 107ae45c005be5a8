import { localeOf } from '@porchlight/contract/values.ts'
import { enqueueMessage } from '#features/messages/index.ts'
import type { Context } from '#pipeline/handler.ts'
import type { TaskProof } from '#pipeline/outcome.ts'
import type { RecipientOf } from './queries.generated.ts'

/** Tells the web user by mail what was done, where the utility has that on. Call it when the request's task is made. */
export async function tellWebUser(
  context: Context<'account-link:unlink'>,
  template: 'account-unlinked' | 'account-linked-again',
  task: TaskProof,
  { email, displayName, locale, isTold }: RecipientOf['row'],
): Promise<void> {
  if (!isTold) return
  const language = localeOf(locale)
  const to = { email, displayName: displayName ?? '', locale: language, isBySupport: true }
  await enqueueMessage(context, task, { template }, { to })
}
