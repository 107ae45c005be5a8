import {
  type Account,
  type AccountOptions,
  addAccount,
  inUse,
  type OtherPerson,
  type PremiseInUse,
} from '../accounts/account.ts'
import type { Home } from '../accounts/home.ts'
import { madeUpHome, madeUpServices, madeUpTown } from '../accounts/home.ts'
import { addPremise } from '../accounts/premise.ts'
import type { DemoContext } from '../demo-context.ts'
import { type HumanName, madeUpName, maybeMaidenName } from './made-up-name.ts'
import { addPerson, type Person } from './person.ts'
import { addLink, addWebUser, type WebUser, type WebUserOptions } from './web-user.ts'

/** What was made together, and still needs its usage, payments and history. */
export type Made = { accounts: Account[]; premises: PremiseInUse[]; webUsers: WebUser[] }

export function nothingMade(): Made {
  return { accounts: [], premises: [], webUsers: [] }
}

const WITH_WEB_USER = 0.62

export function addHuman(ctx: DemoContext, surname?: string, isProtected = false): Person {
  const name: HumanName = madeUpName(ctx.random, surname)
  return addPerson(ctx, { name, aliases: maybeMaidenName(ctx.random, name), isProtected })
}

/** Adds a home with its meters. */
export function addHome(
  ctx: DemoContext,
  made: Made,
  home: Home = madeUpHome(ctx.random, madeUpTown(ctx.random)),
) {
  const premise = inUse(ctx, addPremise(ctx, home, madeUpServices(ctx.random, home)))
  made.premises.push(premise)
  return premise
}

/** Adds a residential account at a home. */
export function addHomeAccount(
  ctx: DemoContext,
  made: Made,
  premise: PremiseInUse,
  main: Person,
  options: Partial<AccountOptions> = {},
): Account {
  const { random, window } = ctx
  const isCashOnly = random.chance(0.02)
  const account = addAccount(ctx, {
    customerClass: 'residential',
    division: premise.premise.home.town.division,
    main,
    address: premise.premise.address,
    premises: [premise],
    // Most have been there for longer than their bills go back.
    openedOn: window.today - (random.chance(0.85) ? random.whole(800, 6000) : random.whole(15, 799)),
    isAutopay: !isCashOnly && random.chance(0.24),
    isPaperless: random.chance(0.4),
    isCashOnly,
    ...options,
  })
  made.accounts.push(account)
  return account
}

/** Adds a sign-in for the main customer of most accounts. */
export function maybeWebUser(
  ctx: DemoContext,
  made: Made,
  person: Person,
  accounts: readonly Account[],
  role: 'account-holder' | 'co-holder' = 'account-holder',
): WebUser | undefined {
  const { random } = ctx
  if (!random.chance(WITH_WEB_USER)) return undefined
  const options: WebUserOptions = { isActive: !random.chance(0.04) }
  const nicknames = ['', '', 'Home', 'Our house', 'Beach place', 'Mom’s', 'Casa']
  const links = accounts.map((account) => ({
    account,
    role,
    isActive: !random.chance(0.03),
    nickname: random.pick(nicknames),
  }))
  const webUser = addWebUser(ctx, person, links, options)
  made.webUsers.push(webUser)
  return webUser
}

/** Adds one person at a home; some keep a second one. */
export function addSingle(ctx: DemoContext): Made {
  const made = nothingMade()
  const { random } = ctx
  const person = addHuman(ctx, undefined, random.chance(0.01))
  const accounts = [addHomeAccount(ctx, made, addHome(ctx, made), person, { others: maybeThirdParty(ctx) })]
  while (random.chance(0.1)) accounts.push(addHomeAccount(ctx, made, addHome(ctx, made), person))
  maybeWebUser(ctx, made, person, accounts)
  return made
}

/** Makes up a guarantor, or a landlord who gets a copy of the bill; for most homes, nobody. */
function maybeThirdParty(ctx: DemoContext): OtherPerson[] {
  if (!ctx.random.chance(0.03)) return []
  const person = addHuman(ctx)
  if (ctx.random.chance(0.5)) return [{ person, relationshipType: 'landlord', webAccessAllowed: false }]
  return [{ person, relationshipType: 'guarantor', isGuarantor: true, webAccessAllowed: false }]
}

/** Adds two people at one home: some share the account, some have a sign-in each. */
export function addCouple(ctx: DemoContext): Made {
  const made = nothingMade()
  const { random } = ctx
  const first = addHuman(ctx)
  const surname = 'surname' in first.name && random.chance(0.7) ? first.name.surname : undefined
  const second = addHuman(ctx, surname)
  const isShared = random.chance(0.6)
  const webAccessAllowed = !random.chance(0.08)
  const account = addHomeAccount(ctx, made, addHome(ctx, made), first, {
    others: isShared
      ? [{ person: second, relationshipType: 'spouse', isFinanciallyResponsible: true, webAccessAllowed }]
      : [],
  })
  maybeWebUser(ctx, made, first, [account])
  if (isShared && webAccessAllowed) maybeWebUser(ctx, made, second, [account], 'co-holder')
  return made
}

/** Parents and a grown child who is a guest of theirs. */
export function addFamily(ctx: DemoContext): Made {
  const made = addCouple(ctx)
  const [account] = made.accounts
  const [parent] = made.webUsers
  if (!account || !parent) return made
  const { name } = account.options.main
  const child = addHuman(ctx, 'surname' in name ? name.surname : undefined)
  const role = ctx.random.pick(['viewer', 'payer', 'manager'] as const)
  const guest = addWebUser(ctx, child, [{ account, role }])
  made.webUsers.push(guest)
  if (ctx.random.chance(0.5)) {
    const own = addHomeAccount(ctx, made, addHome(ctx, made), child)
    addLink(ctx, guest, { account: own, role: 'account-holder' })
  }
  return made
}
