import { town } from '../small-town.ts'
import { provisioningExamples } from './provisioning-examples.ts'
import { retentionExamples } from './retention-examples.ts'
import { account, type ExampleName, type Examples, john, type Scene } from './scene.ts'
import { staffExamples } from './staff-examples.ts'
import { trustedIssuerExamples } from './trusted-issuer-examples.ts'

const target = { ...account, webUserId: town.maria as number }
const reason = 'The customer asked for it'
/** Why a CSR masquerades or verifies a caller: a call that was not named before. */
const aCall = (fresh: Scene['fresh']) => ({
  ...target,
  purposeKind: 'call',
  purposeReference: fresh('C'),
})
const inactive = (scene: Scene) =>
  scene.owner`UPDATE web_users SET is_active = false WHERE web_user_id = ${town.john}`
const aboutJohn = async (scene: Scene) => {
  await scene.restoreJohn()
  return { params: john, body: { version: 1, reason } }
}
const aboutTask =
  <const Action, More extends object>(action: Action, taskType: string, state: string, more?: More) =>
  async ({ addTask }: Scene) => ({
    params: { taskId: await addTask(taskType, state), action },
    body: { version: 1, reason, ...(more as More) },
  })
const aboutToDo = async ({ addToDo }: Scene) => ({
  params: { toDoId: await addToDo('payments', 'payment-differs') },
  body: { version: 1 },
})
const savedView = {
  csrGroup: null,
  filters: {},
  order: { sort: 'created' as const, direction: 'ascending' as const },
  columns: ['type' as const],
}
const addSavedView = async ({ app, fresh }: Scene) =>
  (await app.asCsr('amara.okafor')).api.addSavedView({ body: { ...savedView, name: fresh('Mine') } })

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
  unlinkWebUser: { by: 'csr', input: unlinkJohn },
  linkWebUserAgain: {
    by: 'csr',
    input: async (scene, csr) => {
      // Only the desk session that unlinked may link again.
      const { unlinkId } = await csr.api.unlinkWebUser(await unlinkJohn(scene))
      return { params: { ...account, unlinkId } }
    },
  },
  readMasqueradePrompt: { by: 'csr', input: () => ({ body: { ...target, locale: 'en' as const } }) },
  startMasquerade: {
    by: 'csr',
    input: ({ fresh }) => ({
      body: {
        ...aCall(fresh),
        promptVersion: 0,
        locale: 'en' as const,
      },
    }),
  },
  readCallerQuestions: { by: 'csr', input: () => ({ body: target }) },
  askForReadOutCode: {
    by: 'csr',
    input: ({ fresh }) => ({
      body: { ...aCall(fresh), channel: 'portal' as const },
    }),
  },
  verifyCaller: {
    by: 'csr',
    input: ({ fresh }) => ({
      body: {
        ...aCall(fresh),
        identifiers: ['service-address'],
        code: '',
      },
    }),
  },
  cancelMasqueradePrompt: { by: 'csr', input: () => ({ body: target }) },
  endOwnMasquerade: {
    by: 'csr',
    input: async ({ addMasquerade }) => ({ params: { masqueradeId: await addMasquerade() } }),
  },
  endAnyMasquerade: {
    by: 'supervisor',
    input: async ({ addMasquerade }) => ({
      params: { masqueradeId: await addMasquerade() },
      body: { reason },
    }),
  },
  endMasquerades: {
    by: 'supervisor',
    input: async ({ owner, addMasquerade }) => {
      await owner`UPDATE masquerades SET ended_at = now(), end_cause = 'idle' WHERE ended_at IS NULL`
      await addMasquerade()
      return { body: { csrId: 'amara.okafor', reason } }
    },
  },
  followMasquerade: {
    by: 'supervisor',
    input: async ({ addMasquerade }) => ({ params: { masqueradeId: await addMasquerade() } }),
  },
  listMasquerades: { by: 'supervisor', input: () => ({ body: { liveOnly: false } }) },
  readMasquerade: {
    by: 'supervisor',
    input: async ({ addMasquerade }) => ({ params: { masqueradeId: await addMasquerade() } }),
  },
  listNotesToWrite: { by: 'csr', input: () => ({}) },
  listOwnMasquerades: { by: 'csr', input: () => ({ body: {} }) },
  draftContactNote: {
    by: 'csr',
    input: async ({ addMasquerade }) => ({ params: { masqueradeId: await addMasquerade() } }),
  },
  readTask: {
    by: 'csr',
    input: async ({ addTask }) => ({ params: { taskId: await addTask('paperless', 'pending') } }),
  },
  listAssignees: { by: 'supervisor', input: () => ({}) },
  'performTaskAction discard': { by: 'supervisor', input: aboutTask('discard', 'paperless', 'error') },
  'performTaskAction retry': { by: 'supervisor', input: aboutTask('retry', 'paperless', 'error') },
  'performTaskAction approve': {
    by: 'supervisor',
    input: aboutTask('approve', 'service-add', 'awaiting-approval'),
  },
  'performTaskAction reject': {
    by: 'supervisor',
    input: aboutTask('reject', 'service-add', 'awaiting-approval'),
  },
  'performTaskAction complete-by-hand': {
    by: 'supervisor',
    input: aboutTask('complete-by-hand', 'service-stop', 'error'),
  },
  'performTaskAction reschedule': {
    by: 'supervisor',
    input: aboutTask('reschedule', 'service-stop', 'scheduled', { scheduledOn: '2090-01-01' }),
  },
  'performTaskAction resend': {
    by: 'supervisor',
    input: async (scene) => {
      const request = await aboutTask('resend', 'guest-invite', 'awaiting-verification')(scene)
      await scene.owner`INSERT INTO outgoing_messages (recipient, subject, body, self_service_task_id, created_at, next_attempt_at,
        sent_at) VALUES ('guest@example.org', 'Join', 'a link', ${request.params.taskId}, now(), now(), now())`
      return request
    },
  },
  'performTaskAction assign': {
    by: 'supervisor',
    input: aboutTask('assign', 'paperless', 'error', { assignTo: { csrId: 'ines.ferreira' } }),
  },
  'performTaskAction note': { by: 'supervisor', input: aboutTask('note', 'paperless', 'error') },
  queryTasks: { by: 'supervisor', input: () => ({ body: {} }) },
  countTasks: { by: 'supervisor', input: () => ({ body: {} }) },
  exportTasks: { by: 'supervisor', input: () => ({ body: {} }) },
  listSavedViews: { by: 'csr', input: () => ({}) },
  addSavedView: { by: 'csr', input: ({ fresh }) => ({ body: { ...savedView, name: fresh('Mine') } }) },
  changeSavedView: {
    by: 'csr',
    input: async (scene) => ({
      params: { savedViewId: (await addSavedView(scene)).savedViewId },
      body: { ...savedView, name: scene.fresh('Mine'), version: 1 },
    }),
  },
  removeSavedView: {
    by: 'csr',
    input: async (scene) => ({
      params: { savedViewId: (await addSavedView(scene)).savedViewId },
      body: { version: 1 },
    }),
  },
  readRecordProof: { by: 'officer', input: () => ({}) },
  startRecordVerification: { by: 'officer', input: () => ({}) },
  queryRecord: { by: 'officer', input: () => ({ body: {} }) },
  findRecordCsrs: { by: 'officer', input: () => ({ body: { name: 'amara' } }) },
  queryCsrRecord: { by: 'officer', input: () => ({ body: { csrId: 'amara.okafor' } }) },
  exportRecord: {
    by: 'officer',
    input: async ({ signRecord }) => {
      await signRecord()
      return { body: { csrId: 'amara.okafor' } }
    },
  },
  queryCustomerRecord: { by: 'officer', input: () => ({ body: { personId: 1 } }) },
  listAlerts: { by: 'officer', input: () => ({}) },
  queryAlerts: { by: 'officer', input: () => ({ body: {} }) },
  readAlert: { by: 'officer', input: async ({ addFinding }) => ({ params: { toDoId: await addFinding() } }) },
  takeAlert: { by: 'officer', input: async ({ addFinding }) => ({ params: { toDoId: await addFinding() } }) },
  handOverAlert: {
    by: 'officer',
    input: async ({ addFinding }) => ({
      params: { toDoId: await addFinding() },
      body: { toCsrId: 'kenji.sato' },
    }),
  },
  muteAlert: {
    by: 'officer',
    input: async ({ addFinding }) => ({ params: { toDoId: await addFinding() }, body: { reason } }),
  },
  readAccessReport: {
    by: 'supervisor',
    input: () => ({ body: { from: '2026-01-01', to: '2026-01-31' } }),
  },
  exportAccessReport: {
    by: 'supervisor',
    input: () => ({ body: { from: '2026-01-01', to: '2026-01-31' } }),
  },
  readDetectors: { by: 'officer', input: () => ({}) },
  endMute: {
    by: 'officer',
    input: async ({ addMute }) => ({ body: { detectorMuteId: await addMute(), reason } }),
  },
  markCanary: { by: 'officer', input: () => ({ body: { canaryAccountId: town.mariaShop, reason } }) },
  endCanary: {
    by: 'officer',
    input: async ({ addCanary }) => ({ body: { canaryId: await addCanary(), reason } }),
  },
  changeOwnDetails: {
    by: 'officer',
    input: () => ({
      body: {
        ofCsrId: 'tom.becker',
        otherSurnames: [],
        line1: '1 Oak St',
        postalCode: '92101',
        ownAccountIds: [],
        version: 0,
      },
    }),
  },
  settleAlert: {
    by: 'officer',
    input: async ({ addToDo }) => ({
      params: { toDoId: await addToDo('security-officer', 'own-account', 'amara.okafor') },
      body: { outcome: 'explained', reason },
    }),
  },
  queryToDos: { by: 'supervisor', input: () => ({ body: {} }) },
  countToDos: { by: 'supervisor', input: () => ({}) },
  listToDoAssignees: {
    by: 'supervisor',
    input: async (scene) => ({ params: (await aboutToDo(scene)).params }),
  },
  takeToDo: { by: 'supervisor', input: aboutToDo },
  giveBackToDo: {
    by: 'supervisor',
    input: async (scene) => {
      const request = await aboutToDo(scene)
      const { toDoId } = request.params
      await scene.owner`UPDATE to_dos SET assigned_csr_id = 'ines.ferreira' WHERE to_do_id = ${toDoId}`
      return request
    },
  },
  assignToDo: {
    by: 'supervisor',
    input: async (scene) => {
      const { params, body } = await aboutToDo(scene)
      return { params, body: { ...body, csrId: 'amara.okafor' } }
    },
  },
  completeToDo: {
    by: 'supervisor',
    input: async (scene) => {
      const { params, body } = await aboutToDo(scene)
      return { params, body: { ...body, note: 'Paid twice; refunded' } }
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
  ...retentionExamples,
  ...staffExamples,
  ...provisioningExamples,
  ...trustedIssuerExamples,
} satisfies Partial<Examples<ExampleName>>
