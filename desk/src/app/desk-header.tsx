import { Menu } from '@porchlight/ui/menu.tsx'
import { SiteHeader } from '@porchlight/ui/site-header.tsx'
import { CustomerSearchBox } from '../features/customer-search/customer-search-box.tsx'
import { useDesk } from './desk-context.ts'
import { DraftsMenu } from './drafts/drafts-menu.tsx'
import { menuLabels } from './first-views.generated.ts'
import { tell } from './news.ts'
import { route } from './router.ts'
import { screenOf, screens } from './routes.ts'
import { tellOfSignOut } from './sign-out.ts'
import { refusalOf } from './use-answer.ts'

/** Returns the links to the screens of a menu, in order, without screens that this CSR may not see. */
function useLinks(place: 'header' | 'own') {
  const { t, refusedFor } = useDesk()
  const here = screenOf(route.value)
  return screens
    .filter(({ menu, needs }) => menu?.place === place && !(needs && refusedFor(needs)))
    .sort((a, b) => (a.menu?.order ?? 0) - (b.menu?.order ?? 0))
    .map(({ name, path, title, menu }) => {
      const Label = Object.values(menuLabels).find((label) => label.name === name)?.Label
      const text = menu?.text ?? title
      return {
        id: name,
        href: path,
        label: Label ? <Label /> : text && t(text),
        current: here?.name === name || here?.section === name,
      }
    })
}

/** Renders the header of every screen: navigation, the search box, and the CSR's name. */
export function DeskHeader({ onKeys }: { onKeys: () => void }) {
  const { t, page } = useDesk()
  return (
    <SiteHeader
      brand={page.utilityName}
      homeHref="/"
      navLabel={t('nav.label')}
      menuLabel={t('nav.menu')}
      items={useLinks('header')}
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
        ...useLinks('own'),
        { id: 'keys', label: t('keys.title'), keys: '?', onSelect: onKeys },
        {
          id: 'language',
          label: <span lang={other}>{t('nav.other-language')}</span>,
          onSelect: () => chooseLanguage(page.languageCookie, other),
        },
        { id: 'portal', label: t('nav.portal'), icon: 'external', href: page.portalOrigin },
        { id: 'out', label: t('nav.sign-out'), danger: true, onSelect: () => void signOut() },
      ]}
    />
  )
}

/** The server writes the page in the language of this cookie. */
function chooseLanguage(cookie: string, language: 'en' | 'es') {
  const secure = cookie.startsWith('__Host-') ? '; secure' : ''
  // biome-ignore lint/suspicious/noDocumentCookie: not every browser has the Cookie Store API, and the language is not secret.
  document.cookie = `${cookie}=${language}; path=/; max-age=31536000; samesite=lax${secure}`
  location.reload()
}
