import { addAccount, addAgreement } from '../accounts/account.ts'
import { madeUpHome, madeUpTown } from '../accounts/home.ts'
import { madeUpAddress } from '../accounts/premise.ts'
import type { DemoContext } from '../demo-context.ts'
import { addHome, addHomeAccount, addHuman, type Made, maybeWebUser, nothingMade } from './household.ts'
import { madeUpOrganisation } from './made-up-name.ts'
import { addPerson, type Person } from './person.ts'
import { addWebUser } from './web-user.ts'

/** Adds an organization with an account over one or more places; its bookkeeper is a guest. */
export function addFirm(ctx: DemoContext, nth: number): Made {
  const made = nothingMade()
  const { random, window } = ctx
  const organisation = madeUpOrganisation(random, nth)
  const firm = addPerson(ctx, organisation)
  const town = madeUpTown(random)
  const isInstitution = nth < 6
  const places = isInstitution ? random.whole(2, 4) : random.chance(0.08) ? 2 : 1
  const premises = Array.from({ length: places }, () =>
    addHome(ctx, made, {
      kind: isInstitution || random.chance(0.3) ? 'office' : 'shop',
      town,
      solar: 0,
      electricCar: false,
      electricHeating: random.chance(0.4),
    }),
  )
  const [head] = premises
  if (!head) return made
  const account = addAccount(ctx, {
    customerClass: 'commercial',
    division: town.division,
    main: firm,
    address: head.premise.address,
    premises,
    openedOn: window.today - random.whole(400, 7000),
    isAutopay: random.chance(0.3),
    isPaperless: random.chance(0.5),
  })
  made.accounts.push(account)
  maybeWebUser(ctx, made, firm, [account])
  if (random.chance(0.3)) {
    const bookkeeper = addHuman(ctx)
    made.webUsers.push(addWebUser(ctx, bookkeeper, [{ account, role: 'payer', businessLine: 'accounting' }]))
  }
  return made
}

/** Adds a person who owns a few homes: an account each, the tenants beside them on the account. */
export function addSmallLandlord(ctx: DemoContext): Made {
  const made = nothingMade()
  const { random } = ctx
  const landlord = addHuman(ctx)
  const accounts = Array.from({ length: random.whole(2, 5) }, () => {
    const tenant: Person = addHuman(ctx)
    return addHomeAccount(ctx, made, addHome(ctx, made), landlord, {
      others: [{ person: tenant, relationshipType: 'co-tenant', webAccessAllowed: random.chance(0.5) }],
    })
  })
  maybeWebUser(ctx, made, landlord, accounts)
  return made
}

/** Adds two tenants of one home, one after the other: the same meters serve two accounts over time. */
export function addTenantAfterTenant(ctx: DemoContext): Made {
  const made = nothingMade()
  const { random, window } = ctx
  const home = addHome(ctx, made)
  const movedOn = window.today - random.whole(40, 640)
  const before = addHuman(ctx)
  const closed = addHomeAccount(ctx, made, home, before, {
    openedOn: movedOn - random.whole(300, 2500),
    closedOn: movedOn,
    address: madeUpAddress(random, home.premise.home),
    isAutopay: false,
  })
  maybeWebUser(ctx, made, before, [closed])
  const after = addHuman(ctx)
  const open = addHomeAccount(ctx, made, home, after, { openedOn: movedOn + random.whole(1, 12) })
  maybeWebUser(ctx, made, after, [open])
  return made
}

/** Adds a closed account whose premise is vacant since. */
export function addVacated(ctx: DemoContext): Made {
  const made = nothingMade()
  const { random, window } = ctx
  const closedOn = window.today - random.whole(30, 500)
  const openedOn = closedOn - random.whole(300, 2000)
  addHomeAccount(ctx, made, addHome(ctx, made), addHuman(ctx), { openedOn, closedOn, isAutopay: false })
  return made
}

/** Adds incomplete data, as every utility has some: a vacant home, a person without an account, an account without a premise ... */
export function addOddity(ctx: DemoContext, nth: number): Made {
  const made = nothingMade()
  const { random, window } = ctx
  switch (nth % 5) {
    case 0: // a premise without account
      addHome(ctx, made)
      return made
    case 1: // a person without account
      addHuman(ctx)
      return made
    case 2: // the same, hardly known
      addPerson(ctx, { name: madeUpOrganisation(random, 99).name, isBare: true })
      return made
    default: {
      const main = addHuman(ctx)
      const home = madeUpHome(random, madeUpTown(random))
      const account = addAccount(ctx, {
        customerClass: 'residential',
        division: home.town.division,
        main,
        address: madeUpAddress(random, home),
        premises: [],
        openedOn: window.today - random.whole(5, 400),
      })
      made.accounts.push(account)
      // an account without service agreement; an agreement without premise
      if (nth % 5 === 4) addAgreement(ctx, account.accountId, 'electricity', account.options)
      maybeWebUser(ctx, made, main, [account])
      return made
    }
  }
}
