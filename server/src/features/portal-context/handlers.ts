import { accountNumber } from '@porchlight/contract/account-number.ts'
import { type bannerPlaceholders, fillPlaceholders } from '@porchlight/contract/placeholders.ts'
import { settings } from '@porchlight/contract/settings.ts'
import { localeOf } from '@porchlight/contract/values.ts'
import type { HandlersOf } from '#pipeline/handler.ts'
import { customerOf, type Masquerade } from '#policy/actor.ts'
import { answers } from '#policy/decide.ts'
import { viewEndKey } from '#sessions/token.ts'
import { bannerTexts, frameNews } from './queries.ts'

type LinkedAccount = {
  accountId: number
  nickname: string
  address: string
  role: string
  isClosed: boolean
  isHolder: boolean
}
type LinkRequest = { taskId: number; accountId: number; name: string }
type SupportVisit = { masqueradeId: string; accountId: number; mode: string; startedAt: string }
type BannerValues = Record<(typeof bannerPlaceholders)[number], string>

export const portalContextHandlers: HandlersOf<'readPortalContext'> = {
  readPortalContext: async (_, { sql, grant, request, installation }) => {
    const { actor } = grant
    const customer = customerOf(actor)
    const texts =
      actor.kind === 'masquerade'
        ? bannerTexts.one(sql, { locale: customer.locale, masqueradeId: actor.masqueradeId })
        : undefined
    const { webUserId } = customer
    const news = await frameNews.one(sql, { webUserId })
    return {
      webUserId: customer.webUserId,
      displayName: customer.displayName,
      userName: customer.userName,
      locale: customer.locale,
      accounts: news.accounts as LinkedAccount[],
      linkRequests: news.linkRequests as LinkRequest[],
      waitingLinks: news.waitingLinks,
      supportVisits: (news.supportVisits as SupportVisit[]).map(({ startedAt, mode, ...visit }) => ({
        ...visit,
        mode: mode === 'act' ? ('act' as const) : ('read' as const),
        startedAt: new Date(startedAt).toISOString(),
      })),
      supportCodes: news.supportCodes,
      preparedChanges: news.preparedChanges,
      unreadMessages: news.unreadMessages,
      heldAutopays: news.heldAutopays,
      may: answers(actor, {}, 'password:change', 'second-factor:change', 'account-link:add'),
      masquerade:
        actor.kind === 'masquerade' && texts
          ? {
              ...banner(actor, await texts),
              preparesAt: mayPrepare(actor) ? installation.origins.desk : null,
              endKey: viewEndKey(actor.masqueradeId, request.credential ?? ''),
            }
          : null,
    }
  },
}

/** Returns whether the CSR may prepare changes at the desk at all. For which customer, the desk decides. */
const mayPrepare = ({ csr }: Masquerade): boolean =>
  answers(csr, {}, 'prepared-change:prepare')['prepared-change:prepare'] !== 'permission-missing'

/** The banner speaks to the CSR, in the language of the desk; the tooltips stand in the customer's page. */
function banner(actor: Masquerade, texts: { banner: unknown; tooltip: unknown; csrLocale: string }) {
  const { locale, displayName } = actor.customer
  const csrLocale = localeOf(texts.csrLocale)
  const text =
    typeof texts.banner === 'string' ? texts.banner : settings['masquerade.banner'].default[csrLocale]
  const minutes = Math.max(0, Math.ceil((actor.endsAt.getTime() - Date.now()) / 60_000))
  return {
    masqueradeId: actor.masqueradeId,
    locale: csrLocale,
    banner: fillPlaceholders(text, {
      customer: displayName,
      account: accountNumber(actor.accountId),
      csr: actor.csr.csrId,
      mode: actor.mode,
      minutes: String(minutes),
    } satisfies BannerValues),
    tooltip:
      typeof texts.tooltip === 'string' ? texts.tooltip : settings['masquerade.tooltip'].default[locale],
    csrId: actor.csr.csrId,
    csrName: actor.csr.displayName,
    mode: actor.mode,
    endsAt: actor.endsAt.toISOString(),
    accountId: actor.accountId,
    may: answers(actor, {}, 'masquerade:act'),
  }
}
