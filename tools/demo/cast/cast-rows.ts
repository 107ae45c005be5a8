import { type Account, type AccountOptions, addAccount, inUse } from '../accounts/account.ts'
import type { Home, ServiceType } from '../accounts/home.ts'
import { townOf } from '../accounts/home.ts'
import { type Address, addPremise } from '../accounts/premise.ts'
import type { Division } from '../accounts/street-lists.ts'
import type { DemoContext } from '../demo-context.ts'
import { type Made, nothingMade } from '../people/household.ts'
import { addPerson, type Name, type Person } from '../people/person.ts'
import { addWebUser, type Link } from '../people/web-user.ts'
import { type DemoUserName, demoCustomer, demoStaff, demoStaffGroups, fillerStaff } from './cast.ts'

/** Adds the well-known first persons, in the order of cast.ts. */
export function addCast(ctx: DemoContext): Made {
  const made = nothingMade()
  const persons = addCastPersons(ctx)
  const of = (userName: DemoUserName): Person => {
    const person = persons.get(userName)
    if (!person) throw new RangeError(`no such person: ${userName}`)
    return person
  }
  const account = (
    main: Person,
    division: Division,
    home: Partial<Home>,
    services: readonly ServiceType[],
    address: Omit<Address, 'city'>,
    options: Partial<AccountOptions> = {},
  ): Account => {
    const town = townOf(division)
    const whole = {
      kind: 'house',
      town,
      solar: 0,
      electricCar: false,
      electricHeating: false,
      ...home,
    } as const
    const premise = inUse(ctx, addPremise(ctx, whole, services, { ...address, city: town.city }))
    made.premises.push(premise)
    const opened = addAccount(ctx, {
      customerClass: 'residential',
      division,
      main,
      address: premise.premise.address,
      premises: [premise],
      // Long ago enough that the real meter files of 2011, which are often imported to look at, fall into it.
      openedOn: ctx.window.today - 6000,
      manner: 'on-time',
      ...options,
    })
    made.accounts.push(opened)
    return opened
  }
  const at = (line1: string, postalCode: string, line2 = '') => ({ line1, line2, postalCode })

  const maria = account(of('m.alvarez'), 'Harbor', {}, ['electricity', 'gas'], at('128 Oak St', '92191'))
  const apartment = { kind: 'apartment', electricHeating: true } as const
  const john = account(
    of('j.smith'),
    'Harbor',
    apartment,
    ['electricity'],
    at('2210 W Ocean View Blvd', '92192', 'Apt 4B'),
  )
  const sunny = { solar: 6, electricCar: true }
  const david = account(
    of('d.okonkwo'),
    'Valley',
    sunny,
    ['electricity', 'gas', 'water'],
    at('77 Jacaranda Way', '92196'),
    {
      isAutopay: true,
      isPaperless: true,
      manner: 'autopay',
    },
  )
  const doe = account(of('r.doe'), 'Mesa', {}, ['electricity', 'gas'], at('405 Lincoln Ave', '92195'), {
    others: [{ person: of('a.doe'), relationshipType: 'spouse', isFinanciallyResponsible: true }],
  })
  const brenda = account(
    of('b.past-due'),
    'Mesa',
    apartment,
    ['electricity'],
    at('1850 El Camino Rd', '92194', 'Unit 12'),
    {
      manner: 'stopped',
    },
  )
  const carl = account(of('c.cash'), 'Ridge', {}, ['electricity', 'water'], at('9 Pine Ct', '92198'), {
    isCashOnly: true,
  })
  account(of('n.new'), 'Mesa', apartment, ['electricity'], at('640 Magnolia Ter', '92194', 'Apt 7'))
  const shop = { kind: 'shop' } as const
  const wok = account(
    of('golden.wok'),
    'Harbor',
    shop,
    ['electricity', 'gas', 'water'],
    at('31 Anchor Pl', '92193'),
    {
      customerClass: 'commercial',
    },
  )
  const amara = account(of('a.okafor'), 'Valley', {}, ['electricity', 'gas'], at('512 Granada Dr', '92197'))
  const units = Array.from({ length: 30 }, (_, unit) => {
    const building = unit < 15 ? '300 Beacon St' : '1420 Sycamore Ave'
    const flat = `Apt ${(unit % 15) + 1}`
    const manager =
      unit < 12 ? [{ person: of('p.property'), relationshipType: 'property-manager' as const }] : []
    return account(of('l.nguyen'), 'Harbor', apartment, ['electricity'], at(building, '92192', flat), {
      others: manager,
    })
  })

  const login = (userName: DemoUserName, links: Link[], locale: 'en' | 'es' = 'en') =>
    made.webUsers.push(
      addWebUser(ctx, of(userName), links, { userName, locale, isConfirmed: userName !== 'a.doe' }),
    )
  const holder = (held: Account): Link => ({ account: held, role: 'account-holder' })
  login('m.alvarez', [{ ...holder(maria), nickname: 'Home' }])
  login('j.smith', [holder(john), { account: maria, role: 'viewer', nickname: 'Maria’s house' }])
  login('d.okonkwo', [holder(david)])
  login('r.doe', [holder(doe)])
  login('a.doe', [{ account: doe, role: 'co-holder' }])
  login('b.past-due', [holder(brenda)], 'es')
  login('c.cash', [holder(carl)])
  login('n.new', [])
  login('golden.wok', [{ ...holder(wok), businessLine: 'restaurant' }])
  login('a.okafor', [holder(amara)])
  login(
    'l.nguyen',
    units.map((unit, nth) => ({ ...holder(unit), nickname: nth < 15 ? `Beacon ${nth + 1}` : '' })),
  )
  login(
    'p.property',
    units.slice(0, 12).map((unit) => ({ account: unit, role: 'manager' })),
  )
  return made
}

const names: readonly (readonly [DemoUserName, Name, aliases?: Name[]])[] = [
  ['m.alvarez', { given: 'Maria', surname: 'Gonzalez Alvarez' }, [{ given: 'Maria', surname: 'Gonzalez' }]],
  ['j.smith', { given: 'John', surname: 'Smith' }],
  ['d.okonkwo', { given: 'David', surname: 'Okonkwo' }],
  ['r.doe', { given: 'Robert', surname: 'Doe' }, [{ given: 'Bob', surname: 'Doe' }]],
  ['a.doe', { given: 'Alice', surname: 'Doe' }, [{ given: 'Alice', surname: 'Harrington' }]],
  ['b.past-due', { given: 'Brenda', surname: 'Pastor-Dueñas' }],
  ['c.cash', { given: 'Carl', surname: 'Cashman' }],
  ['n.new', { given: 'Nora', surname: 'Newell' }],
  [
    'golden.wok',
    { organisation: 'Golden Wok Restaurant LLC' },
    [{ organisation: 'Golden Wok Noodle House' }],
  ],
  ['a.okafor', { given: 'Amara', surname: 'Okafor' }],
  ['l.nguyen', { given: 'Linh', surname: 'Nguyen' }],
  ['p.property', { given: 'Pat', surname: 'Property' }],
]

function addCastPersons(ctx: DemoContext): Map<DemoUserName, Person> {
  return new Map(
    names.map(([userName, name, aliases = []], at) => [
      userName,
      addPerson(ctx, {
        name,
        aliases,
        email: demoCustomer(userName).email,
        mobile: `+161955501${String(at + 1).padStart(2, '0')}`,
        ...('organisation' in name ? {} : { licence: `D${String(1_234_500 + at + 1)}` }),
        isProtected: userName === 'a.okafor',
      }),
    ]),
  )
}

/** Adds the demo's staff as CSR users with their groups. */
export function addStaff({ rows, options: { issuer } }: DemoContext): void {
  for (const { subject, userName, displayName, email } of demoStaff) {
    const { csrGroup, personId } = demoStaffGroups[userName] ?? { csrGroup: 'call-centre' }
    rows.add('csr_users', userName, issuer, subject, displayName, email, personId ?? null, true)
    rows.add('group_memberships', csrGroup, userName)
  }
  fillerStaff.forEach(({ csrId, displayName }, at) => {
    const isActive = at > 0
    rows.add('csr_users', csrId, issuer, csrId, displayName, `${csrId}@harbor-light.example`, null, isActive)
    rows.add('group_memberships', 'call-centre', csrId)
  })
}
