import { defaultChoices } from '@porchlight/contract/preferences.ts'
import { localeOf } from '@porchlight/contract/values.ts'
import type { Sql } from '#database/sql.ts'
import { inTransaction } from '#database/transaction.ts'
import { composeMessage, insertOutgoingMessage, letterheadOf } from '#features/messages/index.ts'
import { type JobWork, job } from '#worker/job.ts'
import { claimVisitNews, sweepMasquerades as sweep } from './queries.ts'

const most = 50

type News = Awaited<ReturnType<typeof claimVisitNews>>[number]

async function mail({ installation, grant }: JobWork<'tell-of-visits'>, sql: Sql, news: News): Promise<void> {
  const { timeZone } = installation
  const locale = localeOf(news.locale)
  const when = new Intl.DateTimeFormat(`${locale}-US`, { dateStyle: 'long', timeStyle: 'short', timeZone })
  const message = {
    template: 'support-visit',
    when: when.format(news.at),
    purpose: news.purposeKind,
  } as const
  const to = { email: news.email, displayName: news.displayName ?? '', locale, isBySupport: true }
  const letterhead = await letterheadOf(sql, installation, locale, news.accountId)
  await insertOutgoingMessage(sql, grant, {
    recipient: news.email,
    ...composeMessage(message, to, letterhead),
    aboutTaskId: null,
    mailedKeyId: null,
  })
}

/** Writes the end of masquerades that reached a limit unobserved, within 60 seconds as the masquerade design requires. */
export const sweepMasquerades = job({
  name: 'sweep-masquerades',
  everyMs: 20_000,
  run: async ({ pool, installation, grant }) => {
    const { ended } = await sweep.one(pool, grant)
    if (ended > 0) installation.log.info({ ended }, 'masquerades ended by the sweeper')
  },
})

/** Mails each support visit, when it begins, to its web user if they want such mail. */
export const tellOfVisits = job({
  name: 'tell-of-visits',
  everyMs: 30_000,
  channel: 'visit_news',
  run: async (tools) => {
    while (!tools.signal.aborted) {
      const told = await inTransaction(
        tools.pool,
        (sql) => claimVisitNews(sql, tools.grant, { most }),
        async (sql, claimed) => {
          for (const news of claimed)
            if (news.wantsMail ?? defaultChoices['support-visit'].email) await mail(tools, sql, news)
          return claimed.length
        },
      )
      if (told < most) return
    }
  },
})
