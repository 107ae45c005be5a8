import { type DetectorName, detectorNames } from '@porchlight/contract/alert-choices.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { town } from '#testing/small-town.ts'
import { createTestApp, type TestApp } from '#testing/test-app.ts'
import { beginAnew, findings, look, runDetectors, setting } from './detectors.fixture.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp()
})
afterAll(() => app.close())
beforeEach(() => beginAnew(app))

const accountId = town.otherAccount
const csrId = 'tom.becker'

const surnamed = (surname: string) =>
  app.owner`UPDATE person_names SET surname = ${surname} WHERE person_id = 3`
const livesAt = (line1: string, postalCode = '92101') =>
  app.owner`INSERT INTO csr_own_details (csr_id, line1, postal_code) VALUES (${csrId}, ${line1}, ${postalCode})`
const contact = (ago: string) =>
  app.owner`INSERT INTO customer_contacts (account_id, csr_id, contact_class, contact_type, note, at)
    VALUES (${accountId}, ${csrId}, 'general', 'call', 'Asked about the bill.', now() - ${ago}::interval)`
const task = (state: string, ago: string) =>
  app.owner`INSERT INTO self_service_tasks (task_type, state, account_id, actor_kind, web_user_id, email_address, ip_address,
      self_service_user_id, payload, correlation_id, created_at, updated_at)
    VALUES ('paperless', ${state}, ${accountId}, 'customer', 'o.petrova', 'o@example.com', '203.0.113.7', ${town.olga}, '{}',
      gen_random_uuid(), now() - ${ago}::interval, now() - ${ago}::interval)`
const verified = (grade: string) =>
  app.owner`INSERT INTO caller_verifications (csr_id, web_user_id, account_id, purpose_kind, purpose_reference, grade, identifiers, verified_at)
    VALUES (${csrId}, ${town.olga}, ${accountId}, 'call', 'C-1', ${grade}, ${grade === 'none' ? '{}' : '{service-address}'}, now() - interval '3 hours')`
const marked = (sinceAgo: string) =>
  app.owner`INSERT INTO canary_customers (account_id, marked_by_csr_id, marked_at)
    VALUES (${accountId}, 'kenji.sato', now() - ${sinceAgo}::interval)`
/** Returns yesterday at this hour in Los Angeles. */
const yesterdayAt = async (hour: string) => {
  const [row] = await app.owner`SELECT (((now() AT TIME ZONE 'America/Los_Angeles')::date - 1 + ${hour}::time)
    AT TIME ZONE 'America/Los_Angeles')::text AS at`
  return String(row?.at)
}
const lookOnce = () => look(app, { accountId })
const times = async (count: number, hoursApart = 2) => {
  for (let n = 0; n < count; n += 1) await look(app, { accountId, ago: `${3 + n * hoursApart} hours` })
}

type Case = () => Promise<unknown>
/** For each detector, the looks that it must find and those that it must not. */
const cases: Record<DetectorName, { fires: Record<string, Case>; silent: Record<string, Case> }> = {
  'canary-opened': {
    fires: {
      'a canary is opened': async () => {
        await marked('1 day')
        await lookOnce()
      },
      'a canary is tried and refused': async () => {
        await marked('1 day')
        await look(app, { accountId, event: 'refused' })
      },
      'a canary is opened again, a moment after it was opened and marked': async () => {
        await look(app, { accountId, ago: '3 hours 2 seconds' })
        await marked('3 hours 1 second')
        await lookOnce()
      },
      'a canary is opened a moment ago': async () => {
        await marked('1 day')
        await look(app, { accountId, ago: '0 seconds' })
      },
    },
    silent: {
      'it was opened before it was marked': async () => {
        await marked('1 hour')
        await lookOnce()
      },
      'it was a canary once': async () => {
        await marked('2 days')
        await app.owner`UPDATE canary_customers SET ended_at = now() - interval '1 day', ended_by_csr_id = 'kenji.sato'`
        await lookOnce()
      },
      'another customer is opened': async () => {
        await marked('1 day')
        await look(app, { accountId: town.mariaAccount })
      },
    },
  },
  'own-account': {
    fires: {
      'a CSR opens the account that they are on': () =>
        look(app, { csrId: 'amara.okafor', accountId: town.amaraAccount }),
      'a CSR tries their own account and is refused': () =>
        look(app, { csrId: 'amara.okafor', accountId: town.amaraAccount, event: 'refused' }),
      'a CSR opens an account that an officer marked as theirs': async () => {
        await app.owner`INSERT INTO csr_own_details (csr_id, account_ids) VALUES (${csrId}, ARRAY[${accountId}]::bigint[])`
        await lookOnce()
      },
    },
    silent: {
      'a colleague opens it': () => look(app, { accountId: town.amaraAccount }),
      'the CSR opens another': () => look(app, { csrId: 'amara.okafor', accountId }),
    },
  },
  'same-surname': {
    fires: {
      'the customer has the CSR’s surname': async () => {
        await surnamed('Becker')
        await lookOnce()
      },
      'the customer has one of two surnames, written with an accent': async () => {
        await surnamed('García Bécker')
        await lookOnce()
      },
      'the customer has another surname of the CSR': async () => {
        await app.owner`INSERT INTO csr_own_details (csr_id, other_surnames) VALUES (${csrId}, '{Petrova}')`
        await lookOnce()
      },
    },
    silent: {
      'the surname is another': lookOnce,
      'the surname is the CSR’s given name': async () => {
        await surnamed('Tom')
        await lookOnce()
      },
      'the surname only begins with the CSR’s': async () => {
        await surnamed('Beckermann')
        await lookOnce()
      },
      'more customers have it than the setting says': async () => {
        await app.owner`UPDATE person_names SET surname = 'Becker' WHERE person_id IN (1, 2)`
        await surnamed('Becker')
        await setting(app, 'detectors.same-surname-customers', 2)
        await lookOnce()
      },
      'it is the CSR’s own account': () => look(app, { csrId: 'amara.okafor', accountId: town.amaraAccount }),
    },
  },
  'same-address': {
    fires: {
      'the customer lives in the CSR’s house': async () => {
        await livesAt('99 Elm Avenue')
        await lookOnce()
      },
      'the customer lives six numbers away': async () => {
        await livesAt('93 Elm Ave Apt 4')
        await lookOnce()
      },
      'the neighbor of a CSR who is a customer': async () => {
        await app.owner`UPDATE premises SET line1 = '5 Hill Road' WHERE line1 = '99 Elm Ave'`
        await look(app, { csrId: 'amara.okafor', accountId })
      },
    },
    silent: {
      'seven numbers away': async () => {
        await livesAt('92 Elm Ave')
        await lookOnce()
      },
      'another street': async () => {
        await livesAt('99 Oak Ave')
        await lookOnce()
      },
      'the same street in another town': async () => {
        await livesAt('99 Elm Ave', '92999')
        await lookOnce()
      },
      'nobody knows where the CSR lives': lookOnce,
    },
  },
  'unexplained-opening': {
    fires: {
      'nothing is near it': lookOnce,
      'a contact came three hours before it': async () => {
        await contact('6 hours')
        await lookOnce()
      },
      'the caller was not verified': async () => {
        await verified('none')
        await lookOnce()
      },
      'its task was done long before': async () => {
        await task('completed', '3 days')
        await lookOnce()
      },
    },
    silent: {
      'a contact was noted an hour later': async () => {
        await contact('2 hours')
        await lookOnce()
      },
      'the caller was verified': async () => {
        await verified('attested')
        await lookOnce()
      },
      'a task waits': async () => {
        await task('pending', '3 days')
        await lookOnce()
      },
      'a task was completed an hour before': async () => {
        await task('completed', '4 hours')
        await lookOnce()
      },
      'a to-do waits': async () => {
        await app.owner`INSERT INTO to_dos (to_do_role, subject, account_id, created_at)
          VALUES ('payments', 'payment-failed', ${accountId}, now() - interval '1 day')`
        await lookOnce()
      },
      'two hours have not passed': () => look(app, { accountId, ago: '1 hour' }),
    },
  },
  'repeated-looks': {
    fires: {
      'five looks within a week': () => times(5),
      'as many as the setting says': async () => {
        await setting(app, 'detectors.repeated-looks-count', 3)
        await times(3)
      },
    },
    silent: {
      'four looks': () => times(4),
      'five pages of one look': async () => {
        for (let n = 0; n < 5; n += 1) await look(app, { accountId, ago: `${200 + n * 5} minutes` })
      },
      'five CSRs once each': async () => {
        for (const one of ['amara.okafor', 'ines.ferreira', 'kenji.sato', 'tom.becker'])
          await look(app, { accountId, csrId: one })
      },
      'five looks in three weeks': () => times(5, 96),
    },
  },
  'after-hours': {
    fires: {
      'at three in the morning': async () => look(app, { accountId, at: await yesterdayAt('03:00') }),
      'some minutes after the end of the office hours, and before it': async () => {
        await setting(app, 'detectors.office-hours', ['mon-sun 08:00-17:30'])
        for (const hour of ['17:10', '17:40']) await look(app, { accountId, at: await yesterdayAt(hour) })
      },
      'on a holiday at noon': async () => {
        const [row] =
          await app.owner`SELECT ((now() AT TIME ZONE 'America/Los_Angeles')::date - 1)::text AS day`
        await setting(app, 'detectors.holidays', [String(row?.day)])
        await look(app, { accountId, at: await yesterdayAt('12:00') })
      },
    },
    silent: {
      'at noon': async () => look(app, { accountId, at: await yesterdayAt('12:00') }),
      'in the night shift of the setting': async () => {
        await setting(app, 'detectors.office-hours', ['mon-sun 20:00-08:00'])
        await look(app, { accountId, at: await yesterdayAt('03:00') })
      },
      'at noon of the time zone of the setting': async () => {
        await setting(app, 'detectors.time-zone', 'Asia/Tokyo')
        await look(app, { accountId, at: await yesterdayAt('20:00') })
      },
    },
  },
}

const told = async (detector: DetectorName) =>
  (await findings(app)).filter((one) => one.detector === detector)

describe.each(detectorNames)('%s', (name) => {
  const { fires, silent } = cases[name]
  const restore = async () => {
    await surnamed('Petrova')
    await app.owner`UPDATE person_names SET surname = CASE person_id WHEN 1 THEN 'Alvarez' ELSE 'Smith' END WHERE person_id IN (1, 2)`
    await app.owner`UPDATE premises SET line1 = '99 Elm Ave' WHERE line1 = '5 Hill Road'`
  }
  test.each(Object.keys(fires))('finds: %s', async (what) => {
    await fires[what]?.()
    await runDetectors(app)
    await restore()
    expect(await told(name)).toHaveLength(1)
  })
  test.each(Object.keys(silent))('does not find: %s', async (what) => {
    await silent[what]?.()
    await runDetectors(app)
    await restore()
    expect(await told(name)).toEqual([])
  })
  test('finds nothing of the time in which it is switched off', async () => {
    await setting(app, `detectors.${name}`, false)
    await Object.values(fires)[0]?.()
    await runDetectors(app)
    await setting(app, `detectors.${name}`, true)
    await runDetectors(app)
    await restore()
    expect(await told(name)).toEqual([])
  })
})

test('raises one alert for repeated looks and counts the later ones, until the alert is closed for a day', async () => {
  await marked('20 days')
  await look(app, { accountId, ago: '10 days' })
  await look(app, { accountId, ago: '9 days' })
  await look(app, { accountId, ago: '9 days' })
  await runDetectors(app)
  await runDetectors(app)
  const canaries = () => told('canary-opened')
  expect(await canaries()).toMatchObject([{ times: 2 }])
  await app.owner`UPDATE to_dos SET completed_at = now() WHERE subject = 'canary-opened'`
  await look(app, { accountId, ago: '8 days' })
  await runDetectors(app)
  expect(await canaries()).toMatchObject([{ times: 2 }, { times: 1 }])
})

test('records each alert once, without the account that it is about', async () => {
  await marked('1 day')
  await lookOnce()
  await runDetectors(app)
  const rows = await app.owner`SELECT csr_id, account_id, reason, details FROM record_entries
    WHERE event = 'alert' AND action = 'job:detect'`
  expect(rows.length).toBeGreaterThan(0)
  for (const row of rows) expect(row).toMatchObject({ csrId, accountId: null, reason: 'unexplained-access' })
})

test('finds nothing in lines older than 30 days', async () => {
  await marked('90 days')
  await look(app, { accountId, ago: '31 days' })
  await runDetectors(app)
  expect(await findings(app)).toEqual([])
})

test.each([
  ['412 Oak Street', 412, 'oak st'],
  ['412B Oak St, Apt 3', 412, 'oak st'],
  ['Av. Siempre Viva 742', 742, 'av siempre viva'],
  ['4th Street', null, '4th st'],
  ['17 4th St Unit 9', 17, '4th st'],
  ['Plaza Mayor', null, 'plaza mayor'],
])('reads the address %s', async (line1, number, street) => {
  const [row] = await app.owner`SELECT house_number(${line1}) AS number, street_of(${line1}) AS street`
  expect(row).toEqual({ number, street })
})
