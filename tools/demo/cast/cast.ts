import { accountNumber } from '@porchlight/contract/account-number.ts'
import type { DemoStaff } from '@porchlight/server/integrations/identity-provider/staff.ts'
import { demoAccountId } from '../rows/ids.ts'

/** The password of every demo customer and member of staff. */
export const demoPassword = 'porchlight-demo'

/** A customer that documentation and tests name: the same in every demo, whatever its seed and size. */
export type DemoCustomer = {
  userName: string
  displayName: string
  email: string
  webUserId: number
  personId: number
  /** Accounts linked in the portal. */
  accountIds: readonly number[]
  /** Why this one is worth a visit. */
  story: string
  /** An account of this person that is not linked yet, and what links it. */
  toLink?: { accountId: number; postalCode: string }
}

const accountsFrom = (first: number, count: number) =>
  Array.from({ length: count }, (_, at) => demoAccountId(first + at))

const customer = (
  nth: number,
  userName: string,
  displayName: string,
  accountIds: readonly number[],
  story: string,
): DemoCustomer => ({
  userName,
  displayName,
  email: `${userName}@example.com`,
  webUserId: 20_000 + nth,
  personId: 500_000 + nth,
  accountIds,
  story,
})

/** Nora's account, which she has yet to link. */
const unlinked = { accountId: demoAccountId(7), postalCode: '92194' }

/** In the order in which they are made; the nth has person 500000 + n and web user 20000 + n. */
export const demoCustomers = [
  customer(
    1,
    'm.alvarez',
    'Maria Gonzalez Alvarez',
    [demoAccountId(1)],
    'A house with electricity and gas; John is a guest.',
  ),
  customer(
    2,
    'j.smith',
    'John Smith',
    [demoAccountId(2), demoAccountId(1)],
    'Own apartment; guest (viewer) on Maria’s account.',
  ),
  customer(
    3,
    'd.okonkwo',
    'David Okonkwo',
    [demoAccountId(3)],
    'Solar on the roof, an electric car, autopay, paperless. Pat Property asks to see his account: he approves or declines.',
  ),
  customer(4, 'r.doe', 'Robert Doe', [demoAccountId(4)], 'Main customer; shares the account with Alice.'),
  customer(5, 'a.doe', 'Alice Doe', [demoAccountId(4)], 'Co-holder: also financially responsible.'),
  customer(
    6,
    'b.past-due',
    'Brenda Pastor-Dueñas',
    [demoAccountId(5)],
    'Past due: has not paid for two months.',
  ),
  customer(7, 'c.cash', 'Carl Cashman', [demoAccountId(6)], 'Cash only: cannot pay by card or bank.'),
  {
    ...customer(
      8,
      'n.new',
      'Nora Newell',
      [],
      `No account yet: asks for her own, ${accountNumber(unlinked.accountId)} with ${unlinked.postalCode}. Nobody else holds it, so that the supervisor approves at the desk.`,
    ),
    toLink: unlinked,
  },
  customer(
    9,
    'golden.wok',
    'Golden Wok Restaurant LLC',
    [demoAccountId(8)],
    'An organization with a commercial account.',
  ),
  customer(
    10,
    'a.okafor',
    'Amara Okafor',
    [demoAccountId(9)],
    'The CSR Amara as a customer: protected. The desk asks for a further reason; never the target of a masquerade.',
  ),
  customer(11, 'l.nguyen', 'Linh Nguyen', accountsFrom(10, 30), 'A landlord with thirty accounts.'),
  customer(
    12,
    'p.property',
    'Pat Property',
    accountsFrom(10, 12),
    'Manages twelve of Linh’s apartments (manager).',
  ),
] as const satisfies readonly DemoCustomer[]

export type DemoUserName = (typeof demoCustomers)[number]['userName']

/** Returns a demo customer by user name. @throws RangeError where there is none. */
export function demoCustomer(userName: string): DemoCustomer {
  const customer = demoCustomers.find((one) => one.userName === userName)
  if (!customer) throw new RangeError(`no such demo customer: ${userName}`)
  return customer
}

const staff = (
  userName: string,
  displayName: string,
  totpSecret: string,
  roleDescription: string,
): DemoStaff => ({
  subject: userName,
  userName,
  displayName,
  email: `${userName}@harbor-light.example`,
  password: demoPassword,
  totpSecret,
  roleDescription,
})

/** The staff, as the embedded identity provider knows them; their CSR id is their user name. */
export const demoStaff: readonly DemoStaff[] = [
  staff(
    'amara.okafor',
    'Amara Okafor',
    'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
    'Call center: finds customers, sees and acts for them',
  ),
  staff(
    'tom.becker',
    'Tom Becker',
    'KRUGKIDROVUWG2ZAMJZG653OEBTG66BA',
    'Call center, in training: may look, may not act',
  ),
  staff(
    'ines.ferreira',
    'Inês Ferreira',
    'NNSXE3TFNQQGC3TEEBSWYYLTORUWGIDN',
    'Supervisor: reviews masquerades and ends them',
  ),
  staff(
    'kenji.sato',
    'Kenji Sato',
    'MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U',
    'Security officer: sets who may do what',
  ),
]

/** The group of each, and who is a customer as well. */
export const demoStaffGroups: Readonly<Record<string, { csrGroup: string; personId?: number }>> = {
  'amara.okafor': { csrGroup: 'call-centre', personId: 500_010 },
  'tom.becker': { csrGroup: 'call-centre-trainee' },
  'ines.ferreira': { csrGroup: 'supervisors' },
  'kenji.sato': { csrGroup: 'security-officer' },
}

/** More CSRs, known to the desk but not to the identity provider: history is theirs too. */
export const fillerStaff: readonly { csrId: string; displayName: string }[] = [
  { csrId: 'grace.lim', displayName: 'Grace Lim' },
  { csrId: 'omar.haddad', displayName: 'Omar Haddad' },
  { csrId: 'rosa.delgado', displayName: 'Rosa Delgado' },
]
