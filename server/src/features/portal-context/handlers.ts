import { accountNumber } from '@porchlight/contract/account-number.ts'
import { settings } from '@porchlight/contract/settings.ts'
import type { HandlersOf } from '#pipeline/handler.ts'
import { Refusal } from '#pipeline/refusal.ts'
import { customerOf, type Masquerade } from '#policy/actor.ts'
import { answers } from '#policy/decide.ts'
import { bannerTexts, linkedAccounts } from './queries.ts'
import { fillBanner } from './rules.ts'

export const portalContextHandlers: HandlersOf<'readPortalContext'> = {
  readPortalContext: async (_, { sql, grant }) => {
    const { actor } = grant
    const customer = customerOf(actor)
    if (!customer) throw new Refusal('customer-only')
    const texts = actor.kind === 'masquerade' ? bannerTexts.one(sql, { locale: customer.locale }) : undefined
    const accounts = await linkedAccounts(sql, { webUserId: customer.webUserId })
    return {
      webUserId: customer.webUserId,
      displayName: customer.displayName,
      userName: customer.userName,
      locale: customer.locale,
      accounts,
      may: answers(actor, {}, 'password:change', 'account-link:add'),
      masquerade: actor.kind === 'masquerade' && texts ? banner(actor, await texts) : null,
    }
  },
}

function banner(actor: Masquerade, texts: { banner: unknown; tooltip: unknown }) {
  const { locale, displayName } = actor.customer
  const text = typeof texts.banner === 'string' ? texts.banner : settings['masquerade.banner'].default[locale]
  const minutes = Math.max(0, Math.ceil((actor.endsAt.getTime() - Date.now()) / 60_000))
  return {
    masqueradeId: actor.masqueradeId,
    banner: fillBanner(text, {
      customer: displayName,
      account: accountNumber(actor.accountId),
      csr: actor.csr.csrId,
      mode: actor.mode,
      minutes: String(minutes),
    }),
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
