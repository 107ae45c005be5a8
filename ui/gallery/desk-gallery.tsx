import { Card } from '../src/card.tsx'
import { DescriptionList } from '../src/description-list.tsx'
import { Dialog } from '../src/dialog.tsx'
import { Menu } from '../src/menu.tsx'
import { Notice } from '../src/notice.tsx'
import { Page } from '../src/page.tsx'
import { SearchBox } from '../src/search-box.tsx'
import { SiteHeader } from '../src/site-header.tsx'
import { StatusBadge } from '../src/status-badge.tsx'
import { TabStrip } from '../src/tab-strip.tsx'
import { ToastRegion } from '../src/toast-region.tsx'
import { Bills } from './bills.tsx'
import { Forms } from './forms.tsx'

const nothing = () => undefined

/** The desk's parts, put together like its screens. */
export function DeskGallery() {
  return (
    <>
      <SiteHeader
        brand="Porchlight"
        homeHref="#home"
        navLabel="Main"
        menuLabel="Menu"
        items={[
          { href: '#s', label: 'Customers', current: true },
          { href: '#t', label: 'Tasks' },
        ]}
      >
        <SearchBox
          id="search"
          name="q"
          label="Search customers"
          submitLabel="Search"
          action="#"
          keys="/"
          placeholder="Name, account, phone, meter"
        />
        <Menu
          id="me"
          label="d.okafor"
          align="end"
          items={[
            { id: 'keys', label: 'All keys', keys: '?', onSelect: nothing },
            {
              id: 'sup',
              label: 'Supervise',
              icon: 'eye',
              onSelect: nothing,
              disabledReason: 'Only supervisors.',
            },
            { id: 'out', label: 'Sign out', danger: true, href: '#out' },
          ]}
        />
      </SiteHeader>
      <TabStrip
        label="Open customers"
        onClose={nothing}
        items={[
          {
            id: '1',
            href: '#1',
            label: 'Maria Alvarez',
            detail: '4021-7788',
            current: true,
            closeLabel: 'Close Maria Alvarez',
          },
          {
            id: '2',
            href: '#2',
            label: 'Third Street Bakery and Coffee House',
            detail: '4021-9001',
            closeLabel: 'Close Third Street',
          },
          { id: '3', href: '#3', label: 'J. Smith', closeLabel: 'Close J. Smith' },
        ]}
      />
      <Page heading="Maria Alvarez" width="wide">
        <Card id="web-user" heading="Web user" actions={<StatusBadge tone="success">Active</StatusBadge>}>
          <DescriptionList
            items={[
              { label: 'Sign-in name', value: 'm.alvarez@example.com' },
              { label: 'Last sign-in', value: 'Nov 22, 2026, 8:14 PM (yesterday)' },
              { label: 'Phone', value: '••• ••• 0142', action: <a href="#r">Reveal</a> },
            ]}
          />
        </Card>
        <Bills layout="dense" />
        <Notice tone="warning" title="In arrears">
          Two bills are past due.
        </Notice>
        <Forms />
      </Page>
      <Dialog
        id="dialog"
        open={false}
        title="View as m.alvarez@example.com?"
        closeLabel="Close"
        onClose={nothing}
      >
        Everything you open is recorded.
      </Dialog>
      <ToastRegion
        label="News"
        dismissLabel="Dismiss"
        onDismiss={nothing}
        toasts={[{ id: 't', tone: 'success', text: 'Task 5512 was completed.' }]}
      />
    </>
  )
}
