import { Notice, type NoticeTone } from '@porchlight/ui/notice.tsx'
import { SiteFooter } from '@porchlight/ui/site-footer.tsx'
import { SkipLink } from '@porchlight/ui/skip-link.tsx'
import { Attention } from '../features/access/attention.tsx'
import { HelpContact } from '../features/help/help-contact.tsx'
import { SupportBanner } from '../features/masquerade/support-banner.tsx'
import { Header } from './layout-header.tsx'
import { accountOf, type LayoutProps } from './layout-props.ts'
import { footLinks } from './menu.ts'
import { knownKey, translator } from './messages.ts'

/** Sentences above a page that do not say that something was done. */
const noticeTones: Partial<Record<string, NoticeTone>> = {
  'session-ended': 'warning',
  'session-ended-undone': 'warning',
  'form-kept': 'warning',
  'form-not-kept': 'warning',
  'form-of-another-sign-in': 'warning',
  'failed-attempts': 'warning',
  'reset-requested': 'info',
  'second-factor-first': 'warning',
  'recovery-code-used': 'warning',
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
        {!request.isView && (surroundings || notice === 'signed-out') && (
          <script type="module" src={request.assets.islands['session-end']} />
        )}
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
        <Header {...props} />
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
