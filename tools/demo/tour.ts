import type { Config } from '@porchlight/server/config.ts'
import { type Html, html } from '@porchlight/server/html.ts'
import type { DemoStaff } from '@porchlight/server/integrations/identity-provider/staff.ts'

/** A demo sign-in, with what this person is good for. */
export type SignIn = { name: string; userName: string; password: string; about: string }

/** Whom to sign in as, and a support call in five steps. */
export type Tour = { customers: readonly SignIn[]; staff: readonly SignIn[]; steps: readonly Html[] }

type Cast = {
  demoCustomers: readonly {
    displayName: string
    userName: string
    story: string
    accountIds: readonly number[]
  }[]
  demoStaff: readonly DemoStaff[]
  demoPassword: string
}

export function tourOf({ origins, standIns }: Config, cast: Cast): Tour {
  const customers = cast.demoCustomers.map(({ displayName, userName, story }) => ({
    name: displayName,
    userName,
    password: cast.demoPassword,
    about: story,
  }))
  const staff = cast.demoStaff.map(({ displayName, userName, password, roleDescription }) => ({
    name: displayName,
    userName,
    password,
    about: roleDescription,
  }))
  const [customer] = cast.demoCustomers
  if (!customer) return { customers, staff, steps: [] }
  const account = String(customer.accountIds[0])
  const { userName } = customer
  const steps = [
    html`<strong>Sign in to the desk</strong> Open the <a href="${origins.desk}">desk</a>: it sends you to the identity
provider, where you press <em>Continue as Amara Okafor</em>. She works in the call centre.`,
    html`<strong>Find the customer</strong> Maria is on the phone. Search for <kbd>Maria Alvarez</kbd>, or for her account
<kbd>${account}</kbd>, and open the account. <em>Web User Summary</em> names who signs in for it.`,
    html`<strong>See what she sees</strong> At <code>${userName}</code> press <em>View as this web user</em>, give a purpose
and acknowledge the prompt. The portal opens in a new tab, read-only, under a banner: look at the bills and the usage.`,
    html`<strong>Act for her</strong> In the banner press <em>Act for the customer</em>, then change the mailing address under
<em>Account</em>. Payments and the password stay closed, and say why. Press <em>End support view</em>: you are
back in the desk, with a contact note begun.`,
    html`<strong>Follow the trail</strong> In the desk, <em>Tasks</em> shows the change with Amara’s name beside
Maria’s. Sign in as Inês Ferreira, the supervisor (with her <a href="${standIns.identity}/codes">code</a>), to see who saw
what, when and why. In another browser sign in to the <a href="${origins.portal}">portal</a> as <code>${userName}</code>: the
address is new, and <em>Access</em> tells of the visit.`,
  ]
  return { customers, staff, steps }
}
