import { defaultChoices } from '@porchlight/contract/preferences.ts'
import type { Locale } from '@porchlight/contract/values.ts'
import type { Sql } from '#database/sql.ts'
import { composeMessage } from '#features/messages/index.ts'
import { inTransaction } from '#pipeline/transaction.ts'
import type { Job, JobTools } from '#worker/job.ts'
import { claimVisitNews, enqueueMail } from '#worker/queries.ts'

const most = 50

type News = Awaited<ReturnType<typeof claimVisitNews>>[number]

async function mail({ installation }: JobTools, sql: Sql, news: News): Promise<void> {
  const { utilityName, origins, timeZone } = installation
  const locale: Locale = news.locale === 'es' ? 'es' : 'en'
  const when = new Intl.DateTimeFormat(`${locale}-US`, { dateStyle: 'long', timeStyle: 'short', timeZone })
  const message = {
    template: 'support-visit',
    when: when.format(news.at),
    purpose: news.purposeKind,
  } as const
  const to = { email: news.email, displayName: news.displayName ?? '', locale, isBySupport: true }
  const letterhead = { utilityName, portalOrigin: origins.portal, accountId: news.accountId }
  await enqueueMail(sql, { recipient: news.email, ...composeMessage(message, to, letterhead) })
}

/** Mails each support visit, when it begins, to the web user whose portal it is and who wants to hear of it: once. */
export const tellOfVisits: Job = {
  name: 'tell-of-visits',
  everyMs: 30_000,
  channel: 'visit_news',
  run: async (tools) => {
    while (!tools.signal.aborted) {
      const told = await inTransaction(
        tools.pool,
        (sql) => claimVisitNews(sql, { most }),
        async (sql, claimed) => {
          for (const news of claimed)
            if (news.wantsMail ?? defaultChoices['support-visit'].email) await mail(tools, sql, news)
          return claimed.length
        },
      )
      if (told < most) return
    }
  },
}
