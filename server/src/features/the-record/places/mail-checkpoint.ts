import { localeOf } from '@porchlight/contract/values.ts'
import type { Pool } from '#database/sql.ts'
import { inTransaction } from '#database/transaction.ts'
import { mailWords } from '#features/messages/index.ts'
import type { Grant } from '#policy/grant.ts'
import { checkpointToProveBy } from '../queries.ts'
import type { DueCheckpointMails } from './queries.generated.ts'
import {
  claimCheckpointMail,
  dueCheckpointMails,
  insertCheckpointMail,
  noteQueued,
  settleCheckpointMails,
} from './queries.ts'

/** What the mail says besides the checkpoint. */
export type MailFrom = { utilityName: string; deskOrigin: string; timeZone: string }

type Due = DueCheckpointMails['row']

/**
 * Puts the newest checkpoint on its way to each address of the setting, once a day, also where nothing is new: a day without a mail is a
 * reason to ask. Notes first which earlier mails were sent.
 */
export async function mailCheckpoints(
  pool: Pool,
  grant: Grant<'job:mail-checkpoint'>,
  from: MailFrom,
): Promise<void> {
  await settleCheckpointMails(pool, grant, {})
  const due = await dueCheckpointMails(pool, { timeZone: from.timeZone })
  if (due.length === 0) return
  const checkpoint = await checkpointToProveBy.first(pool, {})
  // Without a key there is nothing worth keeping; the officer's page says so.
  if (!checkpoint) return
  for (const mail of due)
    await inTransaction(
      pool,
      (sql) =>
        claimCheckpointMail.first(sql, grant, { place: mail.place, day: mail.day, size: checkpoint.size }),
      async (sql, claimed) => {
        if (!claimed) return
        const words = composeCheckpoint(mail, checkpoint, from)
        const { outgoingMessageId } = await insertCheckpointMail.one(sql, grant, {
          recipient: mail.address,
          ...words,
        })
        await noteQueued(sql, grant, { place: mail.place, messageId: outgoingMessageId })
      },
    )
}

/** Returns the mail in the language of its list. The checkpoint stands in it as it was signed. */
function composeCheckpoint(
  { locale, day }: Pick<Due, 'locale' | 'day'>,
  { size, note }: { size: number; note: string },
  { utilityName, deskOrigin }: MailFrom,
) {
  const language = localeOf(locale)
  const values = { size: String(size), day, utility: utilityName, page: `${deskOrigin}/record-proof` }
  return {
    subject: mailWords(language, 'checkpoint.subject', values),
    body: `${mailWords(language, 'checkpoint.body', values)}\n\n${note}`,
  }
}
