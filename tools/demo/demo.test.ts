import { alertOutcomes, detectorNames } from '@porchlight/contract/alert-choices.ts'
import { defaultChoices } from '@porchlight/contract/preferences.ts'
import { taskTypes } from '@porchlight/contract/task-types.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openValue } from '../../server/src/encryption/sealed-value.ts'
import { runDetectors } from '../../server/src/features/detectors/detectors.fixture.ts'
import { localClock } from '../../server/src/features/usage/local-clock.ts'
import { slotsOfMonth, unpackMonth } from '../../server/src/features/usage/pack-months.ts'
import { taskTypes as declarations } from '../../server/src/features.ts'
import { effectOf } from '../../server/src/tasks/lifecycle/effect-of.ts'
import { testEncryptionKey } from '../../server/src/testing/cluster.ts'
import { createTestDatabase, type TestDatabase } from '../../server/src/testing/test-database.ts'
import { demoCustomer, demoCustomers, demoStaff } from './cast/cast.ts'
import { fillDemo } from './fill-demo.ts'
import { isEmpty } from './rows/statements.ts'
import { taskKinds } from './tasks/task-kinds.ts'

const timeZone = 'America/Los_Angeles'
const fractions: number[] = []
let town: TestDatabase

const optionsOf = (test: TestDatabase, seed: number, people: number) => ({
  ownerUrl: test.url,
  people,
  seed,
  issuer: 'http://id.localhost',
  timeZone,
  today: '2026-11-23',
  encryptionKey: testEncryptionKey,
  demoPasswordHash: '$argon2id$not-a-hash',
  onProgress: (fraction: number) => fractions.push(fraction),
})

async function filled(seed: number, people: number): Promise<TestDatabase> {
  const test = await createTestDatabase()
  await fillDemo(optionsOf(test, seed, people))
  return test
}

/** How many rows a statement finds; the statements here look for what must not be. */
const rowCount = async (statement: string) => (await town.owner.unsafe(statement)).length

beforeAll(async () => {
  town = await filled(7, 300)
})
afterAll(() => town.drop())

/** Of a payment `p`: it was not given back. */
const isKept = 'NOT EXISTS (SELECT FROM payment_reversals r WHERE r.payment_id = p.payment_id)'

describe('the demo utility', () => {
  it('is filled only into an empty database', async () => {
    expect(await isEmpty(town.owner)).toBe(false)
    expect(fractions.at(-1)).toBe(1)
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b))
  })

  it('keeps every foreign key, though they were not checked while it was filled', async () => {
    const keys = await town.owner`
      SELECT c.conrelid::regclass::text AS "from", c.confrelid::regclass::text AS "to",
        (SELECT attname FROM pg_attribute WHERE attrelid = c.conrelid AND attnum = c.conkey[1]) AS "column",
        (SELECT attname FROM pg_attribute WHERE attrelid = c.confrelid AND attnum = c.confkey[1]) AS "key"
      FROM pg_constraint c WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace AND c.conparentid = 0`
    expect(keys.length).toBeGreaterThan(30)
    for (const { from, to, column, key } of keys) {
      const orphans = `SELECT FROM ${from} a WHERE a.${column} IS NOT NULL
        AND NOT EXISTS (SELECT FROM ${to} b WHERE b.${key} = a.${column})`
      expect(await rowCount(orphans), `${from}.${column}`).toBe(0)
    }
  })

  it('has one main customer an account, and an account-person row for every link', async () => {
    expect(
      await rowCount(`SELECT FROM accounts a WHERE (SELECT count(*) FROM account_persons p
        WHERE p.account_id = a.account_id AND p.is_main_customer) <> 1`),
    ).toBe(0)
    expect(
      await rowCount(`SELECT FROM web_user_accounts l JOIN web_users w USING (web_user_id) WHERE NOT EXISTS (
        SELECT FROM account_persons p WHERE p.account_id = l.account_id AND p.person_id = w.person_id)`),
    ).toBe(0)
  })

  it('has the cast exactly as declared', async () => {
    for (const one of demoCustomers) {
      const rows = await town.owner`
        SELECT w.person_id, full_name(n.given_name, n.surname, n.organisation_name) AS name, w.email,
          ARRAY(SELECT account_id::text FROM web_user_accounts l WHERE l.web_user_id = w.web_user_id) AS accounts
        FROM web_users w JOIN person_names n ON n.person_id = w.person_id AND name_type = 'primary'
        WHERE w.web_user_id = ${one.webUserId} AND w.user_name = ${one.userName}`
      expect(rows[0]).toMatchObject({ personId: one.personId, name: one.displayName, email: one.email })
      expect([...(rows[0]?.accounts ?? [])].map(Number).sort()).toEqual([...one.accountIds].sort())
      if (!('toLink' in one)) continue
      const [own] = await town.owner`SELECT p.person_id, m.postal_code FROM account_persons p
        JOIN mailing_addresses m USING (account_id) WHERE account_id = ${one.toLink.accountId} AND is_main_customer`
      expect(own).toEqual({ personId: one.personId, postalCode: one.toLink.postalCode })
    }
    const csrs = await town.owner`SELECT subject FROM csr_users`
    expect(csrs.map((row) => row.subject)).toEqual(
      expect.arrayContaining(demoStaff.map(({ subject }) => subject)),
    )
  })

  it('seals identifiers so that they open', async () => {
    const [row] = await town.owner`SELECT value_encrypted, masked_value FROM person_identifiers
      WHERE identifier_type = 'driver-licence' AND person_id = 500001`
    expect(openValue(testEncryptionKey, row?.valueEncrypted)).toBe('D1234501')
    expect(row?.maskedValue).toBe('••••4501')
  })
})

describe('bills', () => {
  it('add up: lines to charges, each bill on the one before, payments between them', async () => {
    expect(
      await rowCount(`SELECT FROM bills b WHERE charges_cents <>
        (SELECT sum(amount_cents) FROM bill_lines l WHERE l.bill_id = b.bill_id AND section = 'charge')`),
    ).toBe(0)
    const chained = `SELECT *, lag(amount_due_cents, 1, 0::bigint) OVER w AS before, lag(bill_date, 1, '-infinity') OVER w AS since,
      lag(period_to) OVER w AS until FROM bills WINDOW w AS (PARTITION BY account_id ORDER BY bill_date)`
    expect(await rowCount(`SELECT FROM (${chained}) b WHERE previous_balance_cents <> before`)).toBe(0)
    expect(await rowCount(`SELECT FROM (${chained}) b WHERE period_from <> until + 1`)).toBe(0)
    expect(
      await rowCount(`SELECT FROM (${chained}) b WHERE -payments_cents <> (SELECT COALESCE(sum(amount_cents), 0)
        FROM payments p WHERE p.account_id = b.account_id AND received_on > since AND received_on <= bill_date AND ${isKept})`),
    ).toBe(0)
  })

  it('leave the balance: the last amount due less what was paid since', async () => {
    expect(
      await rowCount(`SELECT FROM accounts a LEFT JOIN LATERAL (SELECT * FROM bills b WHERE b.account_id = a.account_id
          ORDER BY bill_date DESC LIMIT 1) b ON true
        WHERE a.balance_cents <> COALESCE(b.amount_due_cents, 0) - (SELECT COALESCE(sum(amount_cents), 0) FROM payments p
          WHERE p.account_id = a.account_id AND p.received_on > b.bill_date AND ${isKept})`),
    ).toBe(0)
    const brenda = demoCustomer('b.past-due').accountIds[0]
    expect(
      await rowCount(`SELECT FROM bills WHERE account_id = ${brenda} AND bill_date > '2026-10-21'
        AND previous_balance_cents + payments_cents > 0`),
    ).toBe(1)
    expect(await rowCount('SELECT FROM accounts WHERE balance_cents > 0')).toBeGreaterThan(20)
    expect(await rowCount("SELECT FROM payments WHERE received_on >= '2026-11-23'")).toBe(0)
  })

  it('are of what the meters measured in their period', async () => {
    const bills = await town.owner`
      SELECT b.period_from, b.period_to, l.premise_id, sum(l.quantity) AS quantity FROM bills b
      JOIN bill_lines l USING (bill_id) WHERE l.kind = 'energy' AND l.service_type = 'electricity'
      GROUP BY b.bill_id, l.premise_id ORDER BY b.bill_id LIMIT 30`
    const clock = localClock(timeZone)
    for (const { periodFrom, periodTo, premiseId, quantity } of bills) {
      const months = await town.owner`
        SELECT extract(epoch FROM starts_at)::int8 AS starts_at, interval_minutes, packed FROM usage_months
        JOIN service_points USING (service_point_id) WHERE premise_id = ${premiseId}
          AND service_type = 'electricity' AND channel = 'delivered'
          AND month BETWEEN date_trunc('month', ${periodFrom}::date) AND ${periodTo}::date`
      let sum = 0
      for (const { startsAt, intervalMinutes, packed } of months) {
        const run = unpackMonth({ startsAt, intervalMinutes, packed })
        Array.from(run.values).forEach((value, slot) => {
          const day = new Date(clock.dayOf(startsAt + slot * 3600) * 86_400_000).toISOString().slice(0, 10)
          if (day >= periodFrom && day <= periodTo) sum += value ?? 0
        })
      }
      expect(Math.round(sum / 1000)).toBe(quantity)
    }
  })
})

describe('usage', () => {
  it('unpacks to its totals, in months of their real length, until yesterday', async () => {
    const clock = localClock(timeZone)
    const months = await town.owner`SELECT to_char(month, 'YYYY-MM') AS month, channel, interval_minutes,
      extract(epoch FROM starts_at)::int8 AS starts_at, packed, total FROM usage_months`
    for (const { month, intervalMinutes, startsAt, packed, total } of months) {
      const { values } = unpackMonth({ startsAt, intervalMinutes, packed })
      expect(values.length).toBe(slotsOfMonth(month, intervalMinutes, clock))
      expect(Array.from(values).reduce<number>((sum, value) => sum + (value ?? 0), 0)).toBe(total)
    }
    const last = months.find((row) => row.month === '2026-11' && row.intervalMinutes === 60)
    expect(unpackMonth(last as never).values[22 * 24]).not.toBeNull()
    expect(unpackMonth(last as never).values[22 * 24 + 1]).toBeNull()
    expect(months.some(({ channel }) => channel === 'received')).toBe(true)
  })
})

describe('self-service tasks', () => {
  it('are there of every type, by everybody who makes them', async () => {
    const types = await town.owner`SELECT DISTINCT task_type FROM self_service_tasks`
    // What has no effect yet and is made in its own request alone is met in no state.
    const met = taskTypes.filter((type) => taskKinds[type].states.length > 0)
    // Refunds have a step of their own (rows/refunds.ts).
    expect(types.map((row) => row.taskType).sort()).toEqual([...met, 'payment-refund'].sort())
    const kinds = await town.owner`SELECT DISTINCT actor_kind FROM self_service_tasks`
    expect(kinds.map((row) => row.actorKind)).toEqual(
      expect.arrayContaining(['customer', 'csr', 'masquerade', 'visitor', 'system']),
    )
  })

  it('have made their change if they are completed', async () => {
    const untrue = (type: string, claim: string) =>
      rowCount(`SELECT FROM self_service_tasks t LEFT JOIN accounts a USING (account_id)
        LEFT JOIN mailing_addresses m USING (account_id)
        LEFT JOIN web_users w ON w.web_user_id = t.self_service_user_id
        LEFT JOIN web_user_accounts l ON l.account_id = t.account_id AND l.web_user_id = w.web_user_id
        WHERE t.task_type = '${type}' AND t.state = 'completed' AND (${claim}) IS NOT TRUE`)
    expect(await untrue('paperless', `a.is_paperless = (payload #>> '{paperless,after}')::boolean`)).toBe(0)
    const enrolled = (claim: string) =>
      `(SELECT ${claim} FROM account_programs p WHERE p.account_id = t.account_id AND p.program = t.task_type)`
    const newest = `t.updated_at < (SELECT max(n.updated_at) FROM self_service_tasks n
      WHERE n.account_id = t.account_id AND n.task_type = t.task_type AND n.state = 'completed')`
    expect(
      await untrue(
        'preferred-due-date',
        `${newest} OR ${enrolled(`p.terms -> 'dayOfMonth' = t.payload #> '{dayOfMonth,after}'`)}`,
      ),
    ).toBe(0)
    expect(
      await untrue(
        'charity-round-up',
        `${newest} OR ${enrolled('true')} IS NOT DISTINCT FROM NULLIF((t.payload #>> '{roundUp,after}')::boolean, false)`,
      ),
    ).toBe(0)
    expect(await untrue('autopay-enrol', 'a.is_autopay')).toBe(0)
    expect(await untrue('autopay-stop', 'NOT a.is_autopay')).toBe(0)
    expect(await untrue('nickname', `l.nickname = payload #>> '{nickname,after}'`)).toBe(0)
    expect(await untrue('language', `w.locale = payload #>> '{language,after}'`)).toBe(0)
    expect(await untrue('account-verification', 'l.is_active IS NOT NULL')).toBe(0)
    expect(
      await untrue(
        'mailing-address',
        `(m.line1, m.line2, m.city, m.postal_code) = (payload #>> '{after,line1}', payload #>> '{after,line2}',
          payload #>> '{after,city}', payload #>> '{after,postalCode}')`,
      ),
    ).toBe(0)
    expect(
      await untrue(
        'contact-details',
        `EXISTS (SELECT FROM person_contacts c WHERE c.person_id = w.person_id AND c.contact_type = 'mobile'
          AND c.state = 'approved' AND c.normalised_value = payload #>> '{mobile,after}')`,
      ),
    ).toBe(0)
    expect(
      await untrue(
        'notification-preferences',
        `payload -> 'after' = COALESCE((SELECT p.choices FROM notification_preferences p
          WHERE p.web_user_id = w.web_user_id AND p.account_id = t.account_id), '${JSON.stringify(defaultChoices)}')`,
      ),
    ).toBe(0)
    const none = taskTypes.filter((type) => effectOf(declarations[type]) === 'none')
    expect(
      await rowCount(`SELECT FROM self_service_tasks WHERE state = 'completed'
        AND task_type = ANY ('{${none.join(',')}}')`),
    ).toBe(0)
  })

  it('carry the four fields of who made them', async () => {
    const wrong = `SELECT FROM self_service_tasks t LEFT JOIN web_users w ON w.web_user_id = t.self_service_user_id
      LEFT JOIN masquerades m USING (masquerade_id) LEFT JOIN self_service_tasks o ON o.self_service_task_id = t.originating_task_id
      WHERE NOT CASE t.actor_kind
        WHEN 'customer' THEN t.web_user_id = w.user_name AND t.email_address = w.email
        WHEN 'masquerade' THEN t.web_user_id = m.csr_id AND t.self_service_user_id = m.web_user_id AND t.ip_address = m.ip_address
        WHEN 'csr' THEN t.web_user_id = t.csr_id AND t.email_address IS NULL
        WHEN 'visitor' THEN w.web_user_id IS NULL
        WHEN 'system' THEN (t.web_user_id, t.email_address, t.ip_address, t.self_service_user_id)
          IS NOT DISTINCT FROM (o.web_user_id, o.email_address, o.ip_address, o.self_service_user_id) END`
    expect(await rowCount(wrong)).toBe(0)
  })

  it('end their log in the state they are in, and grow with time', async () => {
    expect(
      await rowCount(`SELECT FROM self_service_tasks t JOIN LATERAL (SELECT l.state, l.at FROM self_service_task_log l
        WHERE l.self_service_task_id = t.self_service_task_id ORDER BY position DESC LIMIT 1) l ON true
        WHERE (t.state, t.updated_at) IS DISTINCT FROM (l.state, l.at)`),
    ).toBe(0)
    expect(
      await rowCount(`SELECT FROM (SELECT (created_at AT TIME ZONE '${timeZone}')::date AS day,
        lag((created_at AT TIME ZONE '${timeZone}')::date) OVER (ORDER BY self_service_task_id) AS before
        FROM self_service_tasks) t WHERE day < before`),
    ).toBe(0)
  })

  it('tasks made in a masquerade have its times, and the masquerade has ended and is in the record', async () => {
    expect(
      await rowCount(`SELECT FROM self_service_tasks t JOIN masquerades m USING (masquerade_id)
        WHERE t.created_at NOT BETWEEN m.arrived_at AND m.ended_at OR m.mode <> 'act'`),
    ).toBe(0)
    expect(
      await rowCount(`SELECT FROM masquerades m WHERE ended_at IS NULL OR NOT (SELECT array_agg(event) @> '{started,arrived,ended}'
        FROM record_entries r WHERE r.masquerade_id = m.masquerade_id)`),
    ).toBe(0)
  })
})

describe('what a security officer reviews', () => {
  it('has open and closed alerts, each about a look in the record, and each closed one with outcome, reason and steps', async () => {
    const alerts = await town.owner`SELECT d.subject, d.completed_at IS NULL AS open, d.outcome FROM to_dos d
      WHERE d.to_do_role = 'security-officer'`
    expect(new Set(alerts.map(({ subject }) => subject))).toEqual(new Set(detectorNames))
    expect(new Set(alerts.map(({ outcome }) => outcome))).toEqual(new Set([null, ...alertOutcomes]))
    expect(
      await rowCount(`SELECT FROM alert_findings f WHERE NOT EXISTS (SELECT FROM record_entries e
        WHERE e.record_entry_id = f.record_entry_id AND e.at = f.first_at AND e.csr_id = f.csr_id AND e.account_id = f.account_id)`),
    ).toBe(0)
    expect(
      await rowCount(`SELECT FROM to_dos d WHERE d.to_do_role = 'security-officer' AND d.completed_at IS NOT NULL AND NOT EXISTS (
        SELECT FROM alert_steps s WHERE s.to_do_id = d.to_do_id AND s.step = 'settled' AND s.at = d.completed_at)`),
    ).toBe(0)
    expect(await rowCount('SELECT FROM canary_customers WHERE ended_at IS NULL')).toBe(2)
  })

  it('is found again by the detectors, which raise no second alert about it', async () => {
    const small = await filled(7, 60)
    const already = 'SELECT detector, csr_id, account_id FROM alert_findings'
    const before = await small.owner.unsafe(already)
    expect(before.length).toBeGreaterThan(6)
    // Detectors leave lines alone that are older than 30 days: the clock is on the demo's day.
    await small.advanceClock(
      `${Math.round((Date.parse('2026-11-23T20:00:00Z') - Date.now()) / 1000)} seconds`,
    )
    await runDetectors(small)
    expect((await small.owner`SELECT FROM detector_cursors WHERE next_index > 100`).length).toBeGreaterThan(5)
    const after = await small.owner.unsafe(already)
    for (const one of before)
      expect(
        after.filter(
          ({ detector, csrId, accountId }) =>
            [detector, csrId, accountId].join() === [one.detector, one.csrId, one.accountId].join(),
        ),
      ).toHaveLength(1)
    await small.drop()
  })
})

describe('a seed', () => {
  it('determines the utility: the same seed gives the same one, another seed another one', async () => {
    const checksum = async (test: TestDatabase) => {
      const sums: string[] = []
      for (const table of [
        'person_names',
        'person_contacts',
        'accounts',
        'bills',
        'usage_months',
        'self_service_tasks',
        'record_entries',
        'web_user_accounts',
      ]) {
        const [row] = await test.owner.unsafe(
          `SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) AS sum FROM ${table} t`,
        )
        sums.push(String(row?.sum))
      }
      return sums
    }
    const again = await filled(7, 300)
    const other = await filled(8, 60)
    const sums = await checksum(town)
    expect(await checksum(again)).toEqual(sums)
    expect(await checksum(other)).not.toEqual(sums)
    await Promise.all([again.drop(), other.drop()])
  })

  it('leaves keys free for what comes next, and nothing at all after a failure', async () => {
    const [row] =
      await town.owner`INSERT INTO self_service_tasks (task_type, state, actor_kind, ip_address, payload,
      correlation_id, created_at, updated_at) VALUES ('outage-report', 'pending', 'visitor', '192.0.2.1', '{}',
      gen_random_uuid(), now(), now()) RETURNING self_service_task_id`
    expect(row?.selfServiceTaskId).toBeGreaterThan(40_000_001)
    await expect(fillDemo(optionsOf(town, 7, 60))).rejects.toThrow('not empty')
  })
})
