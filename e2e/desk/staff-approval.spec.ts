import { expect, expectAccessible, noHorizontalScroll, test } from '../fixtures.ts'
import { signInCsr, withDatabase } from '../sign-in.ts'

/** The CSRs of this journey alone: an officer who decides, and two whom the proposals are about. */
const officer = 'petra.nowak'
const [proposed, ownProposed] = ['olaf.brandt', 'rosa.mendez']
const people = [
  [officer, 'Petra Nowak'],
  [proposed, 'Olaf Brandt'],
  [ownProposed, 'Rosa Méndez'],
] as const

test('a colleague approves a proposal, and nobody approves their own', async ({ browser, addresses }) => {
  // The switch for four eyes stays off, because it would hold up what other journeys change.
  const [forOlaf, forRosa] = await withDatabase(addresses, async (sql) => {
    for (const [csrId, name] of people)
      await sql`INSERT INTO csr_users (csr_id, issuer, subject, display_name, email)
        VALUES (${csrId}, 'journey', ${csrId}, ${name}, ${`${csrId}@utility.example`}) ON CONFLICT DO NOTHING`
    await sql`INSERT INTO group_memberships (csr_group, csr_id) VALUES ('security-officer', ${officer})`
    const propose = async (csrId: string, by: string) => {
      const [row] = await sql<{ proposalId: number }[]>`
        INSERT INTO staff_proposals
          (subject_kind, subject, change, base_version, base_state, wanted, reason, proposed_by_csr_id, proposed_at)
        SELECT 'csr', ${csrId}, 'changed', COALESCE(staff_version('csr', ${csrId}), 0), staff_state('csr', ${csrId}),
          '{"isActive": true, "groups": [{"csrGroup": "call-centre-trainee", "source": "hand", "from": null, "to": null}]}',
          'Starts on Monday', ${by}, now()
        RETURNING staff_proposal_id AS proposal_id`
      return row?.proposalId
    }
    return [await propose(proposed, 'kenji.sato'), await propose(ownProposed, officer)]
  })
  const tower = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  await signInCsr(tower, addresses, officer)
  const page = await tower.newPage()
  await page.goto(`${addresses.desk}/staff-proposals`)

  // Her own: no button, and the reason why.
  const own = page.locator(`#proposal-${forRosa}`)
  await expect(own).toContainText('Proposed by Petra Nowak')
  await own.getByRole('button', { name: 'Approve' }).click({ force: true })
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(own).toContainText('you cannot approve it. Ask a colleague.')

  // A colleague's: the names of the CSR and the group, what it does, a reason.
  const card = page.locator(`#proposal-${forOlaf}`)
  await expect(card).toContainText('Proposed by Kenji Sato')
  await expect(card.getByRole('link', { name: 'Olaf Brandt' })).toBeVisible()
  await expect(card.getByRole('table')).toContainText('(by hand)')
  await expect(card.getByRole('table')).not.toContainText('call-centre-trainee')
  await expectAccessible(page)
  await card.getByRole('button', { name: `Approve proposal ${forOlaf}` }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('The change affects what 1 member of staff may do')
  await expect(dialog).toContainText('Olaf Brandt')
  await dialog.getByLabel('Reason').fill('Seen with the head of the office')
  await dialog.getByRole('button', { name: `Approve proposal ${forOlaf}` }).click()
  await expect(card).toContainText('Decided by Petra Nowak')
  await expect(card).toContainText('Seen with the head of the office')
  await page.setViewportSize({ width: 320, height: 640 })
  await noHorizontalScroll(page)

  // It counts, under both names.
  await card.getByRole('link', { name: 'Olaf Brandt' }).click()
  await expect(page.locator('#versions')).toContainText('Kenji Sato')
  await expect(page.locator('#versions')).toContainText('Approved by Petra Nowak')
  const groups = await withDatabase(
    addresses,
    (sql) =>
      sql`SELECT csr_id, csr_group FROM group_memberships WHERE csr_id IN (${proposed}, ${ownProposed})`,
  )
  expect(groups).toEqual([{ csrId: proposed, csrGroup: 'call-centre-trainee' }])

  // The officer takes her own proposal back.
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.goto(`${addresses.desk}/staff-proposals`)
  await own.getByRole('button', { name: 'Withdraw' }).click()
  await dialog.getByLabel('Reason').fill('Asked the wrong office')
  await dialog.getByRole('button', { name: /^Withdraw/ }).click()
  await expect(own).toContainText('Asked the wrong office')
  await tower.close()
})
