import type { Action } from '@porchlight/contract/actions.ts'
import { Menu } from '@porchlight/ui/menu.tsx'
import { SiteHeader } from '@porchlight/ui/site-header.tsx'
import { AlertCountLabel } from '../features/alerts/alert-count-label.tsx'
import { CustomerSearchBox } from '../features/customer-search/customer-search-box.tsx'
import { ToDoCountLabel } from '../features/to-dos/to-do-count-label.tsx'
import { useDesk } from './desk-context.ts'
import { DraftsMenu } from './drafts/drafts-menu.tsx'
import { tell } from './news.ts'
import { route } from './router.ts'
import { href, type Route } from './routes.ts'
import { tellOfSignOut } from './sign-out.ts'
import { refusalOf } from './use-answer.ts'

const sections = [
  { screen: 'home', of: ['home', 'search', 'account'], title: 'nav.customers', needs: 'customer:search' },
  { screen: 'tasks', of: ['tasks', 'task'], title: 'nav.tasks', needs: 'task:view' },
  { screen: 'to-dos', of: ['to-dos'], title: 'nav.to-dos.none', needs: 'to-do:view' },
  {
    screen: 'masquerades',
    of: ['masquerades', 'masquerade'],
    title: 'nav.masquerades',
    needs: 'masquerade:review',
  },
  { screen: 'record', of: ['record'], title: 'nav.record', needs: 'record:view' },
  { screen: 'settings', of: ['settings'], title: 'nav.settings', needs: 'settings:view' },
] as const satisfies { screen: Route['name']; of: Route['name'][]; title: string; needs: Action }[]

/** Renders the header of every screen: navigation, the search box, and the CSR's name. */
export function DeskHeader({ onKeys }: { onKeys: () => void }) {
  const { t, page, lacks } = useDesk()
  const here: string = route.value.name
  return (
    <SiteHeader
      brand={page.utilityName}
      homeHref="/"
      navLabel={t('nav.label')}
      menuLabel={t('nav.menu')}
      items={[
        // Leaves out links to screens that this CSR may not see.
        ...sections
          .filter(({ needs }) => !lacks(needs))
          .map(({ screen, of, title }) => ({
            href: href({ name: screen }),
            label: screen === 'to-dos' ? <ToDoCountLabel /> : t(title),
            current: of.some((name) => name === here),
          })),
        ...(lacks('alert:view')
          ? []
          : [{ href: href({ name: 'alerts' }), label: <AlertCountLabel />, current: here === 'alerts' }]),
      ]}
    >
      <CustomerSearchBox />
      <DraftsMenu />
      <OwnMenu onKeys={onKeys} />
    </SiteHeader>
  )
}

function OwnMenu({ onKeys }: { onKeys: () => void }) {
  const { t, word, page, client } = useDesk()
  const other = page.locale === 'en' ? 'es' : 'en'
  const signOut = () =>
    client.endDeskSession().then(
      ({ next }) => {
        tellOfSignOut()
        location.assign(next)
      },
      (error: unknown) => tell(word('reason', refusalOf(error).reason), 'danger'),
    )
  return (
    <Menu
      id="own"
      label={page.desk.displayName}
      align="end"
      items={[
        { id: 'may', label: t('may.title'), href: href({ name: 'what-i-may-do' }) },
        { id: 'keys', label: t('keys.title'), keys: '?', onSelect: onKeys },
        {
          id: 'language',
          label: <span lang={other}>{t('nav.other-language')}</span>,
          onSelect: () => chooseLanguage(other),
        },
        { id: 'portal', label: t('nav.portal'), icon: 'external', href: page.portalOrigin },
        { id: 'out', label: t('nav.sign-out'), danger: true, onSelect: () => void signOut() },
      ]}
    />
  )
}

/** The server writes the page in the language of this cookie. */
function chooseLanguage(language: 'en' | 'es') {
  // biome-ignore lint/suspicious/noDocumentCookie: not every browser has the Cookie Store API, and the language is not secret.
  document.cookie = `language=${language}; path=/; max-age=31536000; samesite=lax`
  location.reload()
}
