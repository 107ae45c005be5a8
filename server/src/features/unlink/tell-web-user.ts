import { localeOf } from '@porchlight/contract/values.ts'
import { enqueueMessage } from '#features/messages/index.ts'
import type { Context } from '#pipeline/handler.ts'
import type { TaskProof } from '#pipeline/outcome.ts'
import type { RecipientOf } from './queries.generated.ts'

/** Mails the web user what was done, unless the utility has switched this mail off. Call it after the request's task is made. */
export async function tellWebUser(
  context: Context<'account-link:unlink' | 'account-link:link-again'>,
  template: 'account-unlinked' | 'account-linked-again',
  task: TaskProof,
  { email, displayName, locale, isMailed }: RecipientOf['row'],
): Promise<void> {
  if (!isMailed) return
  const language = localeOf(locale)
  const to = { email, displayName: displayName ?? '', locale: language, isBySupport: true }
  await enqueueMessage(context, task, { template }, { to })
}
