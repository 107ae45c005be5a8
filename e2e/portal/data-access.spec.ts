import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { hashToken } from '@porchlight/server/sessions/token.ts'
import { demoPassword } from '../../tools/demo/cast/cast.ts'
import { expect, expectAccessible, test } from '../fixtures.ts'
import type { ServerAddresses } from '../server.ts'
import { withDatabase } from '../sign-in.ts'
import { expectHeading, signInByForm } from './portal-journey.ts'

/** Starts a third party, and registers it. `close` ends it. */
async function startThirdParty(addresses: ServerAddresses, clientId: string) {
  const file = fileURLToPath(new URL('./third-party.process.ts', import.meta.url))
  const args = ['--import', 'tsx', file, addresses.portal, clientId, 'the-secret']
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const [line] = await once(child.stdout, 'data')
  const address = `http://localhost:${Number(String(line))}`
  await withDatabase(
    addresses,
    (sql) => sql`
    INSERT INTO data_clients (client_id, name, website, redirect_uris, secret_hash, created_at)
    VALUES (${clientId}, 'Roof and Sun', 'https://roof-and-sun.example', ${[`${address}/connected`]}, ${hashToken('the-secret')}, now())`,
  )
  return {
    address,
    close: async () => {
      child.stdin.end()
      await once(child, 'exit')
    },
  }
}

for (const javaScriptEnabled of [true, false])
  test.describe(`JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, () => {
    test.use({ javaScriptEnabled })

    test('a customer lets a company read usage, sees it, and ends it', async ({
      page,
      addresses,
      customer,
    }) => {
      const company = await startThirdParty(addresses, `roof-and-sun-${javaScriptEnabled ? 'on' : 'off'}`)
      // Signing in leads on to what the company asked for.
      await page.goto(`${company.address}/connect`)
      await page.getByLabel('User name').fill(customer.userName)
      await page.getByLabel('Password').fill(demoPassword)
      await page.getByRole('button', { name: 'Sign in' }).click()
      await expectHeading(page, 'Share your usage')
      await expect(
        page.getByText(/Roof and Sun \(roof-and-sun.example\) asks to read your usage/),
      ).toBeVisible()
      if (javaScriptEnabled) await expectAccessible(page)
      await page.getByRole('button', { name: 'Share with Roof and Sun' }).click()
      await expectHeading(page, 'Access given')
      if (javaScriptEnabled) await expectAccessible(page)
      await page.getByRole('link', { name: 'Go on to Roof and Sun' }).click()
      await expect(page.getByText(/^Connected: [1-9]\d* readings\.$/)).toBeVisible()

      await page.goto(`${addresses.portal}/accounts/${customer.accountId}/data-access`)
      await expect(page.getByText('Works')).toBeVisible()
      await page.getByRole('button', { name: 'End the access of Roof and Sun' }).click()
      await expect(page.getByText('The access is ended.')).toBeVisible()
      await expect(page.getByRole('button', { name: /End the access/ })).toBeHidden()
      await company.close()
    })

    test('a customer who does not want to share goes back, and the company learns nothing', async ({
      page,
      addresses,
      secondCustomer,
    }) => {
      const company = await startThirdParty(addresses, `no-thanks-${javaScriptEnabled ? 'on' : 'off'}`)
      await signInByForm(page, addresses, secondCustomer.userName)
      await page.goto(`${company.address}/connect`)
      await page.getByRole('link', { name: 'Back to Roof and Sun' }).click()
      await expect(page.getByText('No access: access_denied.')).toBeVisible()
      await company.close()
    })
  })
