import { paidByCard } from '#features/payments/payments.fixture.ts'
import type { Browser } from '../browser.ts'
import { town } from '../small-town.ts'
import { masqueradeExamples } from './masquerade-examples.ts'
import { provisioningExamples } from './provisioning-examples.ts'
import { recordExamples } from './record-examples.ts'
import { retentionExamples } from './retention-examples.ts'
import { account, type ExampleName, type Examples, john, reason, type Scene, target } from './scene.ts'
import { staffExamples } from './staff-examples.ts'
import { taskExamples } from './task-examples.ts'
import { trustedIssuerExamples } from './trusted-issuer-examples.ts'

const inactive = (scene: Scene) =>
  scene.owner`UPDATE web_users SET is_active = false WHERE web_user_id = ${town.john}`
const aboutJohn = async (scene: Scene) => {
  await scene.restoreJohn()
  return { params: john, body: { version: 1, reason } }
}
/** Grace is protected already, so that the mark changes nothing for the other examples. */
const markOfGrace = async ({ owner }: Scene, amara: Browser) => {
  const params = { accountId: town.protectedAccount as number, personId: 5 }
  await owner`DELETE FROM holder_protections WHERE person_id = 5`
  await amara.api.openProtected({ params, body: { kind: 'customer-calls', reference: 'C-1' } })
  return { params, body: { kind: 'family-violence' as const, isAddressConfidential: false, reason } }
}
async function unlinkJohn({ app, restoreJohn }: Scene) {
  await restoreJohn()
  const csr = await app.asCsr('amara.okafor')
  const { standing } = await csr.api.previewUnlink({ params: john })
  return { params: john, body: { standing, reason, removesAccountPerson: false, discardedTaskIds: [] } }
}

/** A request of each endpoint of the desk. */
export const deskExamples = {
  readDesk: { by: 'csr', input: () => ({}) },
  endDeskSession: { by: 'csr', input: () => ({}) },
  searchCustomers: { by: 'csr', input: () => ({ body: { name: 'alvarez' } }) },
  readRecentCustomers: { by: 'csr', input: () => ({}) },
  readAccount: { by: 'csr', input: () => ({ params: account }) },
  readProtectedPrompt: { by: 'csr', input: () => ({ params: { accountId: town.protectedAccount } }) },
  openProtected: {
    by: 'csr',
    input: () => ({
      params: { accountId: town.protectedAccount },
      body: { kind: 'customer-calls', reference: 'C-1' },
    }),
  },
  revealIdentifier: { by: 'csr', input: () => ({ body: { ...account, personIdentifierId: 7001 } }) },
  queryCustomerContacts: { by: 'csr', input: () => ({ params: account, body: {} }) },
  addCustomerContact: {
    by: 'csr',
    input: () => ({
      params: account,
      body: { contactClass: 'general', contactType: 'call', note: 'Asked about a bill', masqueradeId: null },
    }),
  },
  readPreparable: { by: 'csr', input: () => ({ params: target }) },
  prepareChange: {
    by: 'csr',
    input: ({ fresh }) => ({
      params: target,
      body: { command: 'changeMailingAddress', values: { line1: fresh('7 Quay St') }, note: '' },
    }),
  },
  listPreparedChanges: { by: 'csr', input: () => ({ params: account }) },
  readApproval: {
    by: 'csr',
    input: async (scene) => {
      const taskId = await scene.prepareChange()
      const maria = await scene.app.asCustomer(town.maria)
      await maria.api.approvePreparedChange({ params: { taskId }, body: { version: 1 } })
      return { params: { ...account, taskId } }
    },
  },
  withdrawPreparedChange: {
    by: 'csr',
    input: async (scene) => ({
      params: { ...account, taskId: await scene.prepareChange() },
      body: { version: 1, reason },
    }),
  },
  readWebUserSummary: { by: 'csr', input: () => ({ params: account }) },
  readWebUserAccounts: { by: 'csr', input: () => ({ params: { webUserId: town.maria }, query: {} }) },
  adoptAccountPerson: {
    by: 'supervisor',
    input: async (scene) => {
      const { params, body } = await aboutJohn(scene)
      return { params, body: { ...body, relationshipType: 'spouse' } }
    },
  },
  removeAccountPerson: {
    by: 'supervisor',
    input: async ({ owner, restoreJohn }) => {
      await restoreJohn('spouse')
      await owner`DELETE FROM web_user_accounts WHERE web_user_id = ${town.john} AND account_id = ${town.mariaAccount}`
      return { params: { ...account, personId: 2 }, body: { version: 1, reason } }
    },
  },
  markHolderProtection: { by: 'csr', input: (scene, sender) => markOfGrace(scene, sender) },
  removeHolderProtection: {
    by: 'csr',
    input: async (scene, sender) => {
      const mark = await markOfGrace(scene, sender)
      await sender.api.markHolderProtection(mark)
      return { params: mark.params, body: { version: 1, reason } }
    },
  },
  deactivateWebUser: { by: 'csr', input: aboutJohn },
  reactivateWebUser: {
    by: 'csr',
    input: async (scene) => {
      const request = await aboutJohn(scene)
      await inactive(scene)
      return request
    },
  },
  resendConfirmation: {
    by: 'csr',
    input: async ({ owner, restoreJohn }) => {
      await restoreJohn()
      await owner`UPDATE web_users SET email_confirmed_at = NULL WHERE web_user_id = ${town.john}`
      return { params: john }
    },
  },
  sendPasswordReset: {
    by: 'csr',
    input: async ({ restoreJohn }) => {
      await restoreJohn()
      return { params: john }
    },
  },
  previewUnlink: {
    by: 'csr',
    input: async ({ restoreJohn }) => {
      await restoreJohn()
      return { params: john }
    },
  },
  readPersonData: { by: 'supervisor', input: () => ({ params: { ...account, personId: 1 } }) },
  readPersonErasure: { by: 'supervisor', input: () => ({ params: { ...account, personId: 1 } }) },
  erasePerson: {
    by: 'supervisor',
    input: async (scene, supervisor) => {
      const { owner } = scene
      await scene.restoreJohn()
      await owner`DELETE FROM person_erasures`
      await owner`UPDATE persons SET erased_at = NULL WHERE person_id = 2`
      await owner`UPDATE self_service_tasks SET state = 'completed', due_at = NULL WHERE self_service_user_id = ${town.john} AND NOT is_final`
      const params = { ...account, personId: 2 }
      const by = supervisor ?? (await scene.app.asCsr('ines.ferreira'))
      const { preview } = await by.api.readPersonErasure({ params })
      return { params, body: { standing: preview?.standing ?? '', confirmation: '2', reason } }
    },
  },
  exportPersonData: {
    by: 'supervisor',
    input: () => ({
      params: { ...account, personId: 1 },
      body: { reason, format: 'json' as const, locale: 'en' as const },
    }),
  },
  listRefundable: { by: 'csr', input: () => ({ params: account }) },
  refundPayment: {
    by: 'csr',
    input: async ({ app }) => ({
      params: account,
      body: { paymentId: await paidByCard(app), cause: 'paid-twice' as const, reason },
    }),
  },
  unlinkWebUser: { by: 'csr', input: unlinkJohn },
  linkWebUserAgain: {
    by: 'csr',
    input: async (scene, csr) => {
      // Only the desk session that unlinked may link again.
      const { unlinkId } = await csr.api.unlinkWebUser(await unlinkJohn(scene))
      return { params: { ...account, unlinkId } }
    },
  },
  readSettings: { by: 'officer', input: () => ({}) },
  changeSetting: {
    by: 'officer',
    input: async ({ fresh, versionOf }) => ({
      body: {
        setting: 'masquerade.tooltip' as const,
        locale: 'en' as const,
        value: fresh('View as this web user'),
        version: await versionOf('setting_versions', `setting = 'masquerade.tooltip' AND locale = 'en'`),
        reason,
      },
    }),
  },
  ...masqueradeExamples,
  ...taskExamples,
  ...recordExamples,
  ...retentionExamples,
  ...staffExamples,
  ...provisioningExamples,
  ...trustedIssuerExamples,
} satisfies Partial<Examples<ExampleName>>
