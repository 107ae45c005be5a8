import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { homeOf } from '@porchlight/server/start/embedded-database.ts'
import { publicKeysFile } from '@porchlight/server/start/record-keys.ts'
import { expect, expectAccessible, noHorizontalScroll, shot, test } from '../fixtures.ts'
import { openDesk } from '../open-desk.ts'

test('a complaint: who looked at my account, and what else did that CSR do?', async ({
  browser,
  addresses,
  customer,
}) => {
  const { accountId, name, userName } = customer
  const { context: atCall, desk: call } = await openDesk(
    browser,
    addresses,
    'amara.okafor',
    `/accounts/${accountId}`,
  )
  await expect(call.getByRole('heading', { level: 1 })).toBeVisible()
  await atCall.close()

  const { context, desk } = await openDesk(browser, addresses, 'kenji.sato', '/record')
  const lists = desk.getByRole('navigation', { name: 'Lists of the record' })
  await lists.getByRole('link', { name: 'What was done to a customer' }).click()
  await desk.getByLabel('Find a customer').fill(userName)
  await desk.getByLabel('Find a customer').press('Enter')
  await desk.getByRole('region', { name: 'Search results' }).getByRole('link', { name }).press('Enter')
  const lines = desk.getByRole('region', { name })
  const read = lines.getByRole('row', { name: /Amara Okafor/ }).first()
  await expect(read).toContainText('Read')
  // The seconds tell the order of lines.
  await expect(read.locator('time')).toHaveText(/\d:\d\d:\d\d/)
  await expectAccessible(desk)
  await noHorizontalScroll(desk)
  if (process.env.PORCHLIGHT_SHOTS) await shot(desk, 'record-of-customer')

  await lines.getByLabel('Event').selectOption('Refused')
  await lines.getByRole('button', { name: 'Show' }).click()
  await expect(lines.getByText('No lines match.')).toBeVisible()
  await lines.getByLabel('Event').selectOption('Read')
  await lines.getByRole('button', { name: 'Show' }).click()

  // The demo signs a checkpoint each second; a line is provable then.
  const saved = desk.waitForEvent('download')
  await lines.getByRole('button', { name: 'Export with proofs' }).press('Enter')
  const file = test.info().outputPath('record.jsonl')
  await (await saved).saveAs(file)
  const keys = publicKeysFile(path.join(homeOf(addresses.dataFolder), 'record-key.pem'))
  const { stdout } = await promisify(execFile)(process.execPath, ['tools/verify-record.mjs', keys, file])
  expect(stdout).toContain('PROVED')

  await read.getByRole('link', { name: /Amara Okafor/ }).click()
  await expect(desk.getByRole('heading', { level: 1 })).toHaveText('What a CSR did')
  const own = desk.getByRole('region', { name: 'Amara Okafor (amara.okafor)' })
  await expect(own.getByRole('row').nth(1)).toBeVisible()
  await expectAccessible(desk)
  if (process.env.PORCHLIGHT_SHOTS) await shot(desk, 'record-of-csr')

  // A trainee, who has no permission for the record, reads the reason.
  const { context: trainee, desk: theirs } = await openDesk(
    browser,
    addresses,
    'tom.becker',
    '/record/by-csr',
  )
  await expect(theirs.getByRole('main')).toContainText('permission')
  await context.close()
  await trainee.close()
})
