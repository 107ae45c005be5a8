import type { CalendarDay } from '@porchlight/server/features/usage/calendar-day.ts'
import { addBills, type Billed, type BilledService } from '../bills/billing.ts'
import { madeUpPayer, type Payer } from '../bills/payment-habit.ts'
import { type DemoContext, isBilled } from '../demo-context.ts'
import { dateText } from '../demo-window.ts'
import type { Person } from '../people/person.ts'
import type { LoadShape, LoadShapes } from '../usage/load-shapes.ts'
import type { Address, Point, Premise } from './premise.ts'
import type { Division } from './street-lists.ts'

/** Another person on an account than the main customer. */
export type OtherPerson = {
  person: Person
  relationshipType: 'spouse' | 'co-tenant' | 'landlord' | 'property-manager' | 'guarantor' | 'third-party'
  isFinanciallyResponsible?: boolean
  isGuarantor?: boolean
  webAccessAllowed?: boolean
}

export type AccountOptions = {
  customerClass: 'residential' | 'commercial'
  division: Division
  main: Person
  others?: readonly OtherPerson[]
  /** Where mail goes. */
  address: Address
  premises: readonly PremiseInUse[]
  openedOn: CalendarDay
  closedOn?: CalendarDay
  isAutopay?: boolean
  isCashOnly?: boolean
  isPaperless?: boolean
  manner?: Payer['manner']
}

/** A premise with the load shapes of its service points, so that a later tenant finds the same meter. */
export type PremiseInUse = { premise: Premise; shapes: ReadonlyMap<number, LoadShape> }

export type Account = {
  accountId: number
  options: AccountOptions
  /** Who has an account-person row. */
  personIds: Set<number>
  billed: Billed
}

/** Returns the premise with the load shapes of its meters, for the accounts that will use it. Without shapes if the people have no bills. */
export function inUse(ctx: DemoContext, premise: Premise): PremiseInUse {
  const shapes: LoadShapes = ctx.shapes
  if (!isBilled(ctx)) return { premise, shapes: new Map() }
  const { random } = ctx
  return {
    premise,
    shapes: new Map(
      premise.points.map((point) => [
        point.servicePointId,
        shapes.shapeFor(random, point.serviceType, premise.home),
      ]),
    ),
  }
}

const NOT_BILLED: Billed = { balanceCents: 0, payments: [], lastBill: undefined }

/** Adds an account with its persons, service agreements and bills. Its payments are written when it is known who made them. */
export function addAccount(ctx: DemoContext, options: AccountOptions): Account {
  const { ids, rows, random, window } = ctx
  const accountId = ids.nextAccount()
  const { isCashOnly = false, isAutopay = false, isPaperless = false, address, closedOn } = options
  const services = options.premises.flatMap(({ premise, shapes }) =>
    premise.points.flatMap((point): BilledService[] => {
      addAgreement(ctx, accountId, point, options)
      const shape = shapes.get(point.servicePointId)
      return shape ? [{ premiseId: premise.premiseId, serviceType: point.serviceType, shape }] : []
    }),
  )
  const made = madeUpPayer(random, window.today, { isAutopay, isCashOnly })
  // The cast's past-due account is so on whatever day the demo is made.
  const payer = options.manner ? { ...made, manner: options.manner, stoppedOn: window.today - 75 } : made
  const billed =
    services.length === 0
      ? NOT_BILLED
      : addBills(ctx, {
          accountId,
          customerClass: options.customerClass,
          openedOn: options.openedOn,
          closedOn,
          services,
          payer,
        })
  const status = closedOn === undefined ? 'active' : 'closed'
  const closedDate = closedOn === undefined ? null : dateText(closedOn)
  rows.add(
    'accounts',
    accountId,
    options.customerClass,
    options.division,
    status,
    billed.balanceCents,
    isCashOnly,
    isAutopay,
    isPaperless,
    dateText(options.openedOn),
    closedDate,
  )
  rows.add(
    'mailing_addresses',
    accountId,
    address.line1,
    address.line2,
    address.city,
    'CA',
    address.postalCode,
  )
  const account = { accountId, options, personIds: new Set<number>(), billed }
  addAccountPersons(ctx, account)
  return account
}

function addAccountPersons({ rows }: DemoContext, account: Account): void {
  const { main, others = [] } = account.options
  account.personIds.add(main.personId)
  rows.add('account_persons', account.accountId, main.personId, true, true, false, 'main', true, false)
  for (const other of others) {
    account.personIds.add(other.person.personId)
    rows.add(
      'account_persons',
      account.accountId,
      other.person.personId,
      false,
      other.isFinanciallyResponsible ?? false,
      other.isGuarantor ?? false,
      other.relationshipType,
      other.webAccessAllowed ?? true,
      other.relationshipType === 'landlord',
    )
  }
}

/** Adds a service agreement for a point, or for a service type if the premise is not known. */
export function addAgreement(
  { ids, rows }: DemoContext,
  accountId: number,
  point: Point | Point['serviceType'],
  { openedOn, closedOn }: { openedOn: CalendarDay; closedOn?: CalendarDay },
): void {
  const agreementId = ids.next('service_agreements')
  const serviceType = typeof point === 'string' ? point : point.serviceType
  const endedOn = closedOn === undefined ? null : dateText(closedOn)
  rows.add('service_agreements', agreementId, accountId, serviceType, dateText(openedOn), endedOn)
  if (typeof point === 'string') return
  rows.add('service_agreement_points', agreementId, point.servicePointId)
  point.from = Math.min(point.from ?? openedOn, openedOn)
  point.to = Math.max(point.to ?? Number.NEGATIVE_INFINITY, closedOn ?? Number.POSITIVE_INFINITY)
}
