import type { Reason } from '@porchlight/contract/reasons.ts'
import { AccountSelector } from '@porchlight/ui/account-selector.tsx'
import { Button } from '@porchlight/ui/button.tsx'
import { Notice, type NoticeTone } from '@porchlight/ui/notice.tsx'
import { SiteFooter } from '@porchlight/ui/site-footer.tsx'
import { SiteHeader } from '@porchlight/ui/site-header.tsx'
import { SkipLink } from '@porchlight/ui/skip-link.tsx'
import type { ComponentChildren } from 'preact'
import { Attention } from '../features/access/attention.tsx'
import { HelpContact } from '../features/help/help-contact.tsx'
import { SupportBanner } from '../features/masquerade/support-banner.tsx'
import { footLinks, headerLinks } from './menu.ts'
import { knownKey, translator } from './messages.ts'
import { type Page, type PageProps, pageForm, pathTo } from './page.ts'
import type { PortalRequest } from './request.ts'
import { whyNot } from './why-not.ts'

type LayoutProps = PageProps<unknown> & {
  request: PortalRequest
  page: Page
  /** A sentence above the page, `notice.<name>` of the locale files; without it the address's own `?notice=`. */
  notice?: string | undefined
  /** The page says that something went wrong. */
  isError?: boolean
  /** The page has a main form whose fields the language switch sends along. */
  hasForm: boolean
  children: ComponentChildren
}

/** Sentences above a page that do not say that something was done. */
const noticeTones: Partial<Record<string, NoticeTone>> = {
  'session-ended': 'warning',
  'session-ended-undone': 'warning',
  'form-kept': 'warning',
  'form-not-kept': 'warning',
  'form-of-another-sign-in': 'warning',
  'failed-attempts': 'warning',
  'reset-requested': 'info',
}

/** A sentence that counts something has its figures in the address; without them it is any other. */
function noticeText(notice: string, { t, where, format }: LayoutProps): string {
  if (notice !== 'failed-attempts') return t(knownKey(`notice.${notice}`, 'notice.done'))
  const count = Number(where.query.get('count'))
  const at = where.query.get('at') ?? ''
  const isRight =
    Number.isSafeInteger(count) && count > 0 && count < 1_000_000 && !Number.isNaN(Date.parse(at))
  return isRight ? t('notice.failed-attempts', { count, at: format.instant(at) }) : t('notice.done')
}

/** The header, footer and banner of every page. The server derives the banner from the actor, so no page can omit it. */
export function Layout(props: LayoutProps) {
  const { request, page, t, locale, surroundings, where, children } = props
  const isError = props.isError || (props.problem && !props.problem.kept)
  const title = isError ? t('error.title', { title: t(page.title) }) : t(page.title)
  const support = surroundings?.masquerade
    ? `${translator(surroundings.masquerade.locale)('masquerade.title')}: `
    : ''
  const notice = props.notice ?? where.query.get('notice')
  return (
    <html lang={locale}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${support}${title} · ${request.utilityName}`}</title>
        {request.assets.style ? (
          <style dangerouslySetInnerHTML={{ __html: request.assets.style }} />
        ) : (
          <link rel="stylesheet" href={request.assets.css} />
        )}
        <link rel="icon" href={request.assets.icon} type="image/svg+xml" />
        <meta name="color-scheme" content="light dark" />
        {(page.islands ?? []).map((name) => (
          <script key={name} type="module" src={request.assets.islands[name]} />
        ))}
        {surroundings?.masquerade && (
          <>
            <script type="module" src={request.assets.islands['support-banner']} />
            <noscript>
              <meta http-equiv="refresh" content={whenOver(surroundings.masquerade)} />
            </noscript>
          </>
        )}
      </head>
      <body>
        {surroundings?.masquerade && <SupportBanner {...props} masquerade={surroundings.masquerade} />}
        <SkipLink>{t('layout.skip')}</SkipLink>
        <SiteHeader {...header(props)} />
        {surroundings && <Addressee {...props} />}
        {notice && (
          <aside class="page-notice" aria-label={t('layout.notice')}>
            <Notice tone={noticeTones[notice] ?? 'success'}>{noticeText(notice, props)}</Notice>
          </aside>
        )}
        <Attention {...props} path={request.path} />
        {children}
        <SiteFooter
          navLabel={t('layout.footer')}
          top={<Help {...props} />}
          items={footLinks({ ...props, path: request.path, accountId: accountOf(props) })}
        >
          {request.utilityName}
        </SiteFooter>
        {/* For the next page. Nothing on this one waits for what is for paper. */}
        {request.assets.style && <link rel="stylesheet" media="print" href={request.assets.css} />}
      </body>
    </html>
  )
}

/** Without a script the browser itself leaves the page at the masquerade's time limit, for the page that says so. */
function whenOver({ endsAt, endKey }: { endsAt: string; endKey: string }): string {
  const seconds = Math.max(0, Math.ceil((Date.parse(endsAt) - Date.now()) / 1000)) + 1
  return `${seconds}; url=/?ended=${encodeURIComponent(endKey)}`
}

/** In print only: the customer's name, in place of the menu. */
function Addressee({ surroundings, format, ...props }: LayoutProps) {
  const accountId = accountOf({ surroundings, ...props })
  const account = surroundings?.accounts.find((one) => one.accountId === accountId)
  return (
    <address class="addressee">
      <div>{surroundings?.displayName}</div>
      {account && <div>{account.address}</div>}
      {account && <div>{props.t('home.account-number', { number: format.account(account.accountId) })}</div>}
    </address>
  )
}

/** How to reach the utility, at the foot of every page, also of one that says what went wrong. */
function Help({ help, t }: LayoutProps) {
  return <HelpContact lines={help} t={t} />
}

/** The account that a page is about: named in its address, else the first. */
export function accountOf({
  surroundings,
  where,
}: Pick<LayoutProps, 'surroundings' | 'where'>): number | undefined {
  return (
    Number(where.params.accountId) ||
    surroundings?.masquerade?.accountId ||
    surroundings?.accounts[0]?.accountId
  )
}

function header(props: LayoutProps) {
  const { request, page, t, format, surroundings } = props
  const accountId = accountOf(props)
  const items = headerLinks({ ...props, path: request.path, accountId })
  return {
    brand: request.utilityName,
    homeHref: '/',
    navLabel: t('layout.navigation'),
    menuLabel: t('layout.menu'),
    items,
    // In the menu on a phone: a header of three lines is a quarter of its screen.
    navEnd: surroundings && (
      <>
        <LanguageSwitch {...props} />
        <SignOut {...props} />
      </>
    ),
    children: (
      <>
        {!surroundings && <LanguageSwitch {...props} />}
        {surroundings && accountId && (
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
        )}
      </>
    ),
  }
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
