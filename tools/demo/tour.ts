import type { Config } from '@porchlight/server/config.ts'
import { html } from '@porchlight/server/html.ts'
import type { Tour } from '@porchlight/server/start/plain-page.ts'
import { demoCustomers, demoPassword, demoStaff } from './cast/cast.ts'

/** Returns whom to sign in as in the demo, and what to try first. */
export function tourOf({ origins, standIns }: Config): Tour {
  const customers = demoCustomers.map(({ displayName, userName, story }) => ({
    name: displayName,
    userName,
    password: demoPassword,
    about: story,
  }))
  const staff = demoStaff.map(({ displayName, userName, password, roleDescription }) => ({
    name: displayName,
    userName,
    password,
    about: roleDescription,
  }))
  const [customer] = demoCustomers
  if (!customer) return { customers, staff, steps: [] }
  const account = String(customer.accountIds[0])
  const { userName } = customer
  const steps = [
    html`<strong>Sign in to the desk</strong> Open the <a href="${origins.desk}">desk</a>: it sends you to the identity
provider, where you press <em>Continue as Amara Okafor</em>. She works in the call center.`,
    html`<strong>Find the customer</strong> Maria is on the phone. Search for <kbd>Maria Alvarez</kbd>, or for her account
<kbd>${account}</kbd>, and open the account. <em>Web User Summary</em> names who signs in for it.`,
    html`<strong>See what she sees</strong> At <code>${userName}</code> press <em>View as this web user</em>, give a purpose
and acknowledge the prompt. The portal opens in a new tab, read-only, under a banner: look at the bills and the usage.`,
    html`<strong>Act for her</strong> In the banner press <em>Act for the customer</em>, then change the mailing address under
<em>Account</em>. Payments and the password stay closed, and say why. Press <em>End masquerade</em>: you are
back in the desk, with a contact note begun.`,
    html`<strong>Follow the trail</strong> In the desk, <em>Tasks</em> shows the change with Amara’s name beside
Maria’s. Sign in as Inês Ferreira, the supervisor (with her <a href="${standIns.identity}/codes">code</a>), to see who saw
what, when and why. In another browser sign in to the <a href="${origins.portal}">portal</a> as <code>${userName}</code>: the
address is new, and <em>Access</em> tells of the visit.`,
  ]
  return { customers, staff, steps }
}
