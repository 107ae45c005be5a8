import { AccountSelector } from '../src/account-selector.tsx'
import { Amount } from '../src/amount.tsx'
import { Button } from '../src/button.tsx'
import { Card } from '../src/card.tsx'
import { DescriptionList } from '../src/description-list.tsx'
import { EmptyState } from '../src/empty-state.tsx'
import { FormActions } from '../src/form-actions.tsx'
import { LinkButton } from '../src/link-button.tsx'
import { MasqueradeBanner } from '../src/masquerade-banner.tsx'
import { Notice } from '../src/notice.tsx'
import { BackLink, Page } from '../src/page.tsx'
import { Pagination } from '../src/pagination.tsx'
import { ProgressBar } from '../src/progress-bar.tsx'
import { Section } from '../src/section.tsx'
import { SiteFooter } from '../src/site-footer.tsx'
import { SiteHeader } from '../src/site-header.tsx'
import { Skeleton } from '../src/skeleton.tsx'
import { SkipLink } from '../src/skip-link.tsx'
import { Bills } from './bills.tsx'
import { Forms } from './forms.tsx'

/** The portal's parts, put together like its pages. */
export function PortalGallery() {
  return (
    <>
      <MasqueradeBanner
        label="Masquerade"
        message="Viewing as Maria Alvarez · account 4021-7788 · CSR d.okafor"
        mode="Read-only"
        timeLeft={{ dateTime: '2026-11-23T15:30:00Z', text: '24 min left' }}
      >
        <form>
          <Button>End</Button>
        </form>
      </MasqueradeBanner>
      <SkipLink>Skip to content</SkipLink>
      <SiteHeader
        brand="Porchlight"
        homeHref="#home"
        navLabel="Main"
        menuLabel="Menu"
        items={[
          { href: '#overview', label: 'Overview', current: true },
          { href: '#bills', label: 'Bills' },
          { href: '#usage', label: 'Usage' },
          { href: '#requests', label: 'Requests' },
        ]}
        navEnd={
          <form>
            <Button variant="quiet">Sign out</Button>
          </form>
        }
      >
        <AccountSelector
          label="Account"
          choices={[
            { href: '#a', name: '412 Alder Court', detail: '4021-7788', current: true },
            { href: '#b', name: 'Bakery on Third Street', detail: '4021-9001' },
          ]}
        >
          <a class="menu-item" href="#all">
            All accounts
          </a>
        </AccountSelector>
      </SiteHeader>
      <Page
        heading="Good evening, Maria"
        lead="Here is your account at 412 Alder Court."
        back={<BackLink href="#up">All accounts</BackLink>}
      >
        <Notice tone="success" title="Your address is changed">
          We sent a confirmation to m.alvarez@example.com.
        </Notice>
        <Card id="owe" heading="What you owe" tone="accent" actions={<a href="#bill">See the bill</a>}>
          <Amount size="large">$128.40</Amount>
          <p>Due on Friday, November 27. Autopay is off.</p>
          <FormActions>
            <LinkButton href="#pay" variant="primary">
              Pay $128.40
            </LinkButton>
            <LinkButton href="#later">Pay later</LinkButton>
          </FormActions>
        </Card>
        <Card id="sums" heading="How it adds up">
          <DescriptionList
            layout="sums"
            items={[
              { label: 'Electricity, 612 kWh', value: <Amount>$96.20</Amount> },
              { label: 'Service charge', value: <Amount>$18.00</Amount> },
              { label: 'Taxes', value: <Amount>$14.20</Amount> },
              { label: 'Your October bill', value: <Amount>$128.40</Amount>, total: true },
            ]}
          />
        </Card>
        <Card id="facts" heading="Your details">
          <DescriptionList
            items={[
              {
                label: 'Mailing address',
                value: '412 Alder Court, Portland, OR 97205',
                action: <a href="#c">Change</a>,
              },
              { label: 'Email', value: 'm.alvarez@example.com', action: <a href="#c">Change</a> },
              { label: 'Meter', value: 'E-55812007' },
            ]}
          />
        </Card>
        <Section id="bills" heading="Bills">
          <Bills layout="cards" />
          <Pagination
            label="Pages of bills"
            summary="1 to 6 of 48"
            previous={{ label: 'Newer', href: '#p1' }}
            next={{ label: 'Older', href: '#p3' }}
            pages={[
              { label: '1', href: '#p1' },
              { label: '2', href: '#p2', current: true },
              null,
              { label: '8', href: '#p8' },
            ]}
          />
        </Section>
        <Forms />
        <Notice title="Work in your street on Thursday">
          The water may be off from 9 to 11 in the morning.
        </Notice>
        <Notice tone="warning" title="A storm is on its way" toneLabel="Warning" />
        <Notice
          tone="danger"
          title="The payment did not go through"
          actions={<Button>Try another card</Button>}
        >
          The bank refused the card ending in 4242. Nothing was taken.
        </Notice>
        <ProgressBar id="steps" label="Moving" value={2} max={4} text="Step 2 of 4" />
        <Card>
          <EmptyState
            title="No requests yet"
            icon="calendar"
            action={<LinkButton href="#n">Ask for something</LinkButton>}
          >
            What you ask us to do is kept here, with its state.
          </EmptyState>
        </Card>
        <Skeleton label="Loading bills" />
      </Page>
      <SiteFooter
        navLabel="Help"
        items={[
          { href: '#contact', label: 'Contact us' },
          { href: '#outage', label: 'Report an outage' },
          { href: '#privacy', label: 'Privacy' },
        ]}
      >
        Emergency, day and night: 555 0100
      </SiteFooter>
    </>
  )
}
