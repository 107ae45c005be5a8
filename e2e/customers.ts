import { type DemoCustomer, type DemoUserName, demoCustomer } from '../tools/demo/cast/cast.ts'
import type { JourneyCustomer, ServerAddresses } from './server.ts'
import { withDatabase } from './sign-in.ts'

// Two workers run journeys on one server at the same time. What one journey changes, another must not count or change: every
// customer who is changed belongs to one journey file. customers.test.ts holds the files against these lists.

/** Customers of the cast whom every journey may read. None may change them; the global tear-down looks whether one did. */
export const readByAll = [
  'm.alvarez',
  'j.smith',
  'd.okonkwo',
  'b.past-due',
] as const satisfies readonly DemoUserName[]

/** Customers of the cast whom one journey file changes, for their story. */
export const changedCast: Readonly<Record<string, readonly DemoUserName[]>> = {
  'desk/unlink': ['r.doe', 'a.doe', 'l.nguyen', 'p.property'],
  'desk/web-user': ['c.cash'],
  'masquerade/support-call': ['golden.wok'],
}

/** Journey files that change made-up customers, and how many each has of its own: `customer` and `secondCustomer` in a test. */
export const changingMadeUp: Readonly<Record<string, 1 | 2>> = {
  'desk/asks-first': 1,
  'desk/caller': 1,
  'desk/cis': 1,
  'desk/drafts': 1,
  'desk/keys': 1,
  'desk/live': 1,
  'desk/no-effect': 1,
  'desk/outage': 1,
  'desk/person-data': 1,
  'desk/prepared-change': 1,
  'desk/protected-customer': 1,
  'desk/record-lists': 1,
  'desk/refund': 1,
  'desk/retention': 2,
  'desk/stored-scripts': 1,
  'desk/task-actions': 1,
  'masquerade/browser-boundaries': 1,
  'masquerade/ended-tabs': 1,
  'masquerade/live-wall': 1,
  'masquerade/note-after-view': 1,
  'masquerade/step-up': 1,
  'portal/autopay': 1,
  'portal/bank-payment': 1,
  'portal/card-payment': 1,
  'portal/data-access': 2,
  'portal/kept-form': 1,
  'portal/keyboard': 1,
  'portal/link-account': 2,
  'portal/mailing-address': 1,
  'portal/messages': 1,
  'portal/preferences': 1,
  'portal/programs': 1,
  'portal/second-factor': 1,
  'portal/sign-in': 1,
  'portal/unfinished-payment': 1,
}

/** CSRs whose own lists one journey file counts: what the CSR opened last, and in which order. */
export const ownStaff: Readonly<Record<string, string>> = {
  'desk/customer-search': 'omar.haddad',
}

/** Reads the made-up customers for journeys, always in the same order. Call it before a journey changes one of them. */
export const readMadeUpCustomers = (addresses: Pick<ServerAddresses, 'dataFolder'>) =>
  withDatabase(addresses, async (sql) => {
    const rows = await sql<JourneyCustomer[]>`
      SELECT w.web_user_id, w.user_name, w.email, w.person_id, full_name(n.given_name, n.surname, n.organisation_name) AS name,
        a.account_id, m.postal_code
      FROM web_users w JOIN persons p USING (person_id)
        JOIN person_names n ON n.person_id = w.person_id AND n.name_type = 'primary'
        JOIN web_user_accounts l USING (web_user_id) JOIN accounts a USING (account_id) JOIN mailing_addresses m USING (account_id)
      WHERE w.is_active AND w.locale = 'en' AND w.email_confirmed_at IS NOT NULL AND l.is_active AND l.role = 'account-holder'
        AND p.kind = 'human' AND NOT p.is_protected
        AND a.status = 'active' AND a.customer_class = 'residential' AND NOT a.is_cash_only
        AND w.user_name ~ '[0-9]$'
        AND NOT EXISTS (SELECT FROM web_user_accounts o
          WHERE (o.web_user_id = l.web_user_id) <> (o.account_id = l.account_id))
        AND EXISTS (SELECT FROM service_agreements s
          WHERE s.account_id = a.account_id AND s.ended_on IS NULL AND s.service_type = 'electricity')
        AND EXISTS (SELECT FROM bills b WHERE b.account_id = a.account_id)
      ORDER BY w.web_user_id`
    return rows.map((row) => ({
      ...row,
      webUserId: Number(row.webUserId),
      personId: Number(row.personId),
      accountId: Number(row.accountId),
    }))
  })

/**
 * Returns a made-up customer who belongs to one journey file, and in a repeated run to one repetition of it.
 * @param journey the file without its extension, such as `desk/live`
 * @param nth 0 or 1
 * @throws where the file is not in `changingMadeUp`, or the demo has too few customers for so many repetitions
 */
export function madeUpCustomer(
  { customers }: ServerAddresses,
  journey: string,
  repetition: number,
  nth: 0 | 1,
): JourneyCustomer {
  const owners = Object.entries(changingMadeUp).flatMap(([file, count]) => Array<string>(count).fill(file))
  const place = owners.indexOf(journey) + nth
  if (owners[place] !== journey)
    throw new Error(`${journey} changes a customer: add it to changingMadeUp in e2e/customers.ts`)
  const customer = customers[repetition * owners.length + place]
  if (!customer)
    throw new Error(
      `the demo has ${customers.length} made-up customers, too few for repetition ${repetition}: set PORCHLIGHT_DEMO_PEOPLE higher`,
    )
  return customer
}

/** Returns what was added to the accounts of `readByAll` since the first journey, such as `1000000016: masquerade`. */
export const changesToAll = (addresses: Pick<ServerAddresses, 'dataFolder'>, since: Date) =>
  withDatabase(addresses, async (sql) => {
    const accountIds = readByAll.map((userName) => castCustomer(userName).accountId)
    const rows = await sql`
      SELECT DISTINCT account_id, what FROM (
        SELECT account_id, 'task ' || task_type, created_at FROM self_service_tasks
        UNION ALL SELECT account_id, 'contact note', at FROM customer_contacts
        UNION ALL SELECT account_id, 'masquerade', created_at FROM masquerades
        -- An alert is about a CSR: journeys that run in the evening raise some.
        UNION ALL SELECT account_id, 'to-do ' || subject, created_at FROM to_dos WHERE to_do_role <> 'security-officer'
        ) AS added (account_id, what, at)
      WHERE account_id = ANY (${accountIds}) AND at >= ${since} ORDER BY 1, 2`
    return rows.map(({ accountId, what }) => `${accountId}: ${what}`)
  })

/** Returns a customer of the cast with the first account. @throws where there is no account */
export function castCustomer(userName: DemoUserName): DemoCustomer & { accountId: number } {
  const customer = demoCustomer(userName)
  const accountId = customer.accountIds[0] ?? customer.toLink?.accountId
  if (accountId === undefined) throw new Error(`${userName} has no account`)
  return { ...customer, accountId }
}
