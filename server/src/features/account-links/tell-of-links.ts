import { localeOf } from '@porchlight/contract/values.ts'
import type { Sql } from '#database/sql.ts'
import { inTransaction } from '#database/transaction.ts'
import {
  composeMessage,
  insertOutgoingMessage,
  letterheadOf,
  type Message,
} from '#features/messages/index.ts'
import { hashToken, mailedKey, newMailedNonce } from '#sessions/token.ts'
import { type JobWork, job } from '#worker/job.ts'
import { claimLinkNews, holdersToTell, insertRemovalKey } from './queries.ts'

const most = 50

type News = Awaited<ReturnType<typeof claimLinkNews>>[number]
type Reader = { email: string; displayName: string | null; locale: string }

/** The mail to the newcomer, by news kind. */
const toNewcomer = {
  requested: 'link-requested',
  approved: 'link-approved',
  declined: 'link-declined',
  closed: 'link-closed',
  expired: 'link-expired',
  removed: 'link-removed',
} as const satisfies Record<string, Message['template']>

/** The mail to the holders, by news kind. Each holder gets their own mailed key, which removes the newcomer. */
const toHolders = {
  requested: 'link-requested-holder',
  approved: 'link-approved-holder',
  joined: 'guest-joined-holder',
} as const satisfies Record<string, Message['template']>

const has = <T extends object>(of: T, name: string): name is keyof T & string => Object.hasOwn(of, name)

async function mail(
  tools: JobWork<'tell-of-links'>,
  sql: Sql,
  news: News,
  to: Reader,
  message: Message,
  keyId: number | null,
) {
  const locale = localeOf(to.locale)
  // Deeds that support may have done for the customer; what follows a request says itself who decided.
  const isBySupport =
    (message.template === 'link-requested' || message.template === 'address-changed-holder') &&
    news.isBySupport
  const reader = { email: to.email, displayName: to.displayName ?? '', locale, isBySupport }
  const letterhead = await letterheadOf(sql, tools.installation, locale, news.accountId)
  await insertOutgoingMessage(sql, tools.grant, {
    recipient: to.email,
    ...composeMessage(message, reader, letterhead),
    aboutTaskId: news.taskId,
    mailedKeyId: keyId,
  })
}

const nameOf = (news: News) => news.displayName ?? news.userName

/** Mails only the other holders. The response has already told the web user who made the change. */
async function tellOfAddress(tools: JobWork<'tell-of-links'>, sql: Sql, news: News): Promise<void> {
  const message = { template: 'address-changed-holder', newcomer: nameOf(news) } as const
  for (const holder of await holdersToTell(sql, { accountId: news.accountId, webUserId: news.webUserId }))
    await mail(tools, sql, news, holder, message, null)
}

async function tell(tools: JobWork<'tell-of-links'>, sql: Sql, news: News): Promise<void> {
  if (has(toNewcomer, news.news))
    await mail(tools, sql, news, news, { template: toNewcomer[news.news] }, null)
  if (news.news === 'role-changed')
    return mail(tools, sql, news, news, { template: 'guest-role-changed', role: news.role ?? '' }, null)
  if (news.news === 'address-changed') return tellOfAddress(tools, sql, news)
  if (!has(toHolders, news.news)) return
  const template = toHolders[news.news]
  const { installation } = tools
  for (const holder of await holdersToTell(sql, { accountId: news.accountId, webUserId: news.webUserId })) {
    const nonce = newMailedNonce(installation.encryptionKey)
    const { mailedKeyId } = await insertRemovalKey.one(sql, tools.grant, {
      webUserId: holder.webUserId,
      email: holder.email,
      nonce,
      keyHash: hashToken(mailedKey(installation.encryptionKey, nonce)),
      taskId: news.taskId,
    })
    const link = `${installation.origins.portal}/take-off?key={mailed-key}`
    const newcomer = nameOf(news)
    await mail(tools, sql, news, holder, { template, link, newcomer }, mailedKeyId)
  }
}

/**
 * Mails changes of links. Every holder of the account learns of a request for a link or a new link, the newcomer learns of the
 * decision, and the other holders learn of a new mailing address. The news rows are written with the change, so every actor and
 * every site produces them.
 */
export const tellOfLinks = job({
  name: 'tell-of-links',
  everyMs: 30_000,
  channel: 'link_news',
  run: async (tools) => {
    while (!tools.signal.aborted) {
      const told = await inTransaction(
        tools.pool,
        (sql) => claimLinkNews(sql, tools.grant, { most }),
        async (sql, claimed) => {
          for (const news of claimed) await tell(tools, sql, news)
          return claimed.length
        },
      )
      if (told < most) return
    }
  },
})
