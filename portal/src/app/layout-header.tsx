import type { Reason } from '@porchlight/contract/reasons.ts'
import { AccountSelector } from '@porchlight/ui/account-selector.tsx'
import { Button } from '@porchlight/ui/button.tsx'
import { SiteHeader } from '@porchlight/ui/site-header.tsx'
import { accountOf, type LayoutProps } from './layout-props.ts'
import { headerLinks } from './menu.ts'
import { pageForm, pathTo } from './page.ts'
import { whyNot } from './why-not.ts'

/** The header of every page: the menu, the account selector, the language switch and the way out. */
export function Header(props: LayoutProps) {
  const { request, page, t, format, surroundings } = props
  const accountId = accountOf(props)
  return (
    <SiteHeader
      brand={request.utilityName}
      homeHref="/"
      navLabel={t('layout.navigation')}
      menuLabel={t('layout.menu', { count: surroundings?.unreadMessages ?? 0 })}
      items={headerLinks({ ...props, path: request.path, accountId })}
      // In the menu on a phone: a header of three lines is a quarter of its screen.
      navEnd={
        surroundings && (
          <>
            <LanguageSwitch {...props} />
            <SignOut {...props} />
          </>
        )
      }
      about={
        surroundings &&
        accountId && (
          <AccountSelector
            label={t('layout.account')}
            choices={surroundings.accounts.map((account) => ({
              href: `/accounts/${account.accountId}/${page.section === 'bills' || page.section === 'usage' ? page.section : 'overview'}`,
              name: account.nickname || account.address || format.account(account.accountId),
              detail: <span class="no-break">{format.account(account.accountId)}</span>,
              current: account.accountId === accountId,
            }))}
          >
            <LinkAccount {...props} decision={surroundings.may['account-link:add']} />
          </AccountSelector>
        )
      }
    >
      {!surroundings && <LanguageSwitch {...props} />}
    </SiteHeader>
  )
}

/** Under the list of accounts: a link to add another account. */
function LinkAccount({ decision, ...props }: LayoutProps & { decision: 'ok' | Reason }) {
  const title = props.t('link-account.title')
  const reason = whyNot(decision, props)
  if (reason === undefined)
    return (
      <a class="menu-item" href="/link-account">
        {title}
      </a>
    )
  return (
    <>
      <button type="button" class="menu-item" aria-disabled="true" aria-describedby="link-account-reason">
        {title}
      </button>
      <small id="link-account-reason">{reason}</small>
    </>
  )
}

function SignOut({ t, formToken, surroundings }: LayoutProps) {
  if (surroundings?.masquerade) return null
  return (
    <form method="post" action="/sign-out">
      <input type="hidden" name="_token" value={formToken} />
      <Button variant="quiet">{t('sign-out.do')}</Button>
    </form>
  )
}

/** The address of this page: of its form's page where a form was just posted. */
function addressOf({ request, page, where, isError }: LayoutProps): string {
  const path = request.method === 'GET' ? request.path : isError ? '/' : pathTo(page.path, where.params)
  const query = new URLSearchParams(where.query)
  // `kept=no` discards the kept form; it must not discard what was typed since.
  query.delete('kept')
  return query.size > 0 ? `${path}?${query}` : path
}

/**
 * To the same page in the other language. On a page with a form it sends that form's fields along, so that what is typed
 * comes back. Enter in a field presses the first button of its form: an unseen one, ahead of the switch, which saves.
 */
function LanguageSwitch(props: LayoutProps) {
  const { t, locale, hasForm, page, formToken } = props
  const other = locale === 'en' ? 'es' : 'en'
  const to = { language: other, back: addressOf(props) }
  if (hasForm)
    return (
      <div lang={other}>
        <button type="submit" form={pageForm} class="visually-hidden" tabIndex={-1} aria-hidden="true" />
        <Button
          variant="quiet"
          form={pageForm}
          formaction={`/language?${new URLSearchParams({ ...to, form: page.path })}`}
        >
          {t('layout.other-language')}
        </Button>
      </div>
    )
  return (
    <form method="post" action="/language" lang={other}>
      <input type="hidden" name="_token" value={formToken} />
      <input type="hidden" name="language" value={to.language} />
      <input type="hidden" name="back" value={to.back} />
      <Button variant="quiet">{t('layout.other-language')}</Button>
    </form>
  )
}
