import type { Stage } from '../stage.ts'

/**
 * Returns what the product says of everything that the generated requests could change: the lines of changes in the record that
 * people made, versions of addresses, preferences, settings, staff, groups and switches, and numbers of requests and tasks.
 */
export async function standingOf(stage: Stage): Promise<string> {
  const [supervisor, officer, holder, other] = await Promise.all([
    stage.csr('supervisor'),
    stage.csr('officer'),
    stage.customer('holder'),
    stage.customer('other'),
  ])
  const ofAccount = async (client: typeof holder, accountId: number) => {
    const params = { accountId }
    const [{ mailingAddress }, preferences, { requests }] = await Promise.all([
      client.api.readAccountInformation({ params }),
      client.api.readPreferences({ params }),
      client.api.listRequests({ params, query: {} }),
    ])
    return [mailingAddress, preferences.version, requests.map(({ taskId }) => taskId)]
  }
  const changes = async () => {
    const { entries } = await supervisor.api.queryRecord({ body: { event: 'changed', staffOnly: false } })
    return entries
      .filter(({ actorKind }) => actorKind !== 'system')
      .map(({ recordEntryId }) => recordEntryId)[0]
  }
  const [changed, accounts, settings, staff, groups, entitlements] = await Promise.all([
    changes(),
    Promise.all([
      ofAccount(holder, stage.who('holder').accountId),
      ofAccount(other, stage.who('other').accountId),
    ]),
    officer.api.readSettings().then((one) => one.settings.map(({ current }) => current.version)),
    officer.api.listStaff().then((one) => one.staff.map(({ version, isActive }) => [version, isActive])),
    officer.api.listCsrGroups().then((one) => one.groups.map(({ version }) => version)),
    officer.api.readUtilityEntitlements().then(({ version }) => version),
  ])
  return JSON.stringify({ changed, accounts, settings, staff, groups, entitlements })
}
