import { newAddress } from '#features/masquerade/masquerade.fixture.ts'
import { town, townPassword } from './small-town.ts'

/** A request of an endpoint that takes text. */
export type Asking = {
  by: 'customer' | 'csr' | 'supervisor' | 'officer'
  body: Record<string, unknown>
  fields: readonly string[]
  /** Where it is not about Maria's. */
  accountId?: number
  /** Each time about a task made for it, of this type and in this state. */
  task?: readonly [taskType: string, state: string]
}

const target = { webUserId: town.maria, accountId: town.mariaAccount }
const standing = { webUser: '', link: '', accountPerson: '', otherLinks: '', tasks: '', masquerades: '' }
const terms =
  'box name street city postalCode accountId contact identifierType identifier geographicType geographicValue webUser division'

const taskAction = (more: object, fields: string, taskType: string, state: string): Asking => ({
  by: 'supervisor',
  body: { version: 1, reason: 'x', ...more },
  fields: fields.split(' '),
  task: [taskType, state],
})

const savedView = {
  name: 'x',
  csrGroup: null,
  filters: {},
  order: { sort: 'created', direction: 'ascending' },
  columns: ['type'],
}
const csrChange = { state: { isActive: true, groups: [] }, restores: null, version: 1 }
const groupChange = {
  state: {
    name: 'Night shift',
    requiresSecondFactor: false,
    isDeleted: false,
    permissions: [],
    toDoRoles: [],
    entitlements: {},
  },
  restores: null,
  version: 0,
}
const utilityChange = { state: { entitlements: {}, hasFourEyes: false }, restores: null, version: 0 }

/** A body that is taken, and the fields in which a person writes, of each endpoint that has such. */
export const askings: Record<string, Asking> = {
  signIn: {
    by: 'customer',
    body: { userName: 'm.alvarez', password: 'x' },
    fields: ['userName', 'password'],
  },
  changePassword: {
    by: 'customer',
    body: { currentPassword: townPassword, newPassword: 'another long password' },
    fields: ['currentPassword', 'newPassword'],
  },
  finishSignIn: { by: 'customer', body: { code: '123456' }, fields: ['code'] },
  turnOnSecondFactor: {
    by: 'customer',
    body: { currentPassword: townPassword, code: '123456' },
    fields: ['currentPassword', 'code'],
  },
  turnOffSecondFactor: {
    by: 'customer',
    body: { currentPassword: townPassword },
    fields: ['currentPassword'],
  },
  renewRecoveryCodes: {
    by: 'customer',
    body: { currentPassword: townPassword },
    fields: ['currentPassword'],
  },
  linkAccount: {
    by: 'customer',
    body: { accountNumber: '1000000003', postalCode: '92101' },
    fields: ['accountNumber', 'postalCode'],
  },
  requestRegistration: {
    by: 'customer',
    body: { email: 'x@example.com', locale: 'en' },
    fields: ['email'],
  },
  register: {
    by: 'customer',
    body: {
      key: 'x',
      givenName: 'Nora',
      surname: 'Lind',
      locale: 'en',
      newPassword: 'another long password',
      repeatedPassword: 'another long password',
      userName: 'nora.lind',
    },
    fields: ['key', 'givenName', 'surname', 'newPassword', 'repeatedPassword', 'userName'],
  },
  requestPasswordReset: { by: 'customer', body: { userName: 'm.alvarez' }, fields: ['userName'] },
  stopNotice: { by: 'customer', body: { key: 'x' }, fields: ['key'] },
  takeOffByMail: { by: 'customer', body: { key: 'x' }, fields: ['key'] },
  inviteGuest: {
    by: 'customer',
    body: { email: 'x@example.com', role: 'viewer' },
    fields: ['email', 'role'],
  },
  changeGuestRole: {
    by: 'customer',
    body: { role: 'payer', seenRole: 'viewer' },
    fields: ['role', 'seenRole'],
  },
  readGuestInvitation: { by: 'customer', body: { key: 'x' }, fields: ['key'] },
  acceptGuestInvitation: { by: 'customer', body: { key: 'x' }, fields: ['key'] },
  registerGuest: {
    by: 'customer',
    body: {
      key: 'x',
      givenName: 'Nora',
      surname: 'Lind',
      locale: 'en',
      newPassword: 'another long password',
      repeatedPassword: 'another long password',
    },
    fields: ['key', 'givenName', 'surname', 'newPassword', 'repeatedPassword'],
  },
  changeNickname: { by: 'customer', body: { nickname: 'Home' }, fields: ['nickname'] },
  changeMailingAddress: {
    by: 'customer',
    body: { ...newAddress, version: 1 },
    fields: Object.keys(newAddress),
  },
  startCardPayment: {
    by: 'customer',
    body: { amountCents: 100, idempotencyKey: 'x' },
    fields: ['idempotencyKey'],
  },
  searchCustomers: { by: 'csr', body: {}, fields: terms.split(' ') },
  addCustomerContact: {
    by: 'csr',
    body: { contactClass: 'general', contactType: 'call', note: 'x', masqueradeId: null },
    fields: ['contactClass', 'contactType', 'note', 'masqueradeId'],
  },
  resetPassword: {
    by: 'customer',
    body: { key: 'x', newPassword: 'another long password', repeatedPassword: 'another long password' },
    fields: ['key', 'newPassword', 'repeatedPassword'],
  },
  confirmEmail: { by: 'customer', body: { key: 'x' }, fields: ['key'] },
  adoptAccountPerson: {
    by: 'supervisor',
    body: { relationshipType: 'spouse', version: 1, reason: 'x' },
    fields: ['relationshipType', 'reason'],
  },
  removeAccountPerson: { by: 'supervisor', body: { version: 1, reason: 'x' }, fields: ['reason'] },
  markHolderProtection: {
    by: 'csr',
    body: { kind: 'family-violence', isAddressConfidential: false, reason: 'x' },
    fields: ['kind', 'reason'],
  },
  removeHolderProtection: { by: 'csr', body: { version: 1, reason: 'x' }, fields: ['reason'] },
  deactivateWebUser: { by: 'supervisor', body: { version: 1, reason: 'x' }, fields: ['reason'] },
  reactivateWebUser: { by: 'supervisor', body: { version: 2, reason: 'x' }, fields: ['reason'] },
  refundPayment: {
    by: 'csr',
    body: { paymentId: 1, cause: 'other', reason: 'x' },
    fields: ['cause', 'reason'],
  },
  unlinkWebUser: {
    by: 'supervisor',
    body: { standing, reason: 'x', removesAccountPerson: false, discardedTaskIds: [] },
    fields: ['reason'],
  },
  queryCustomerContacts: {
    by: 'csr',
    body: {},
    fields: ['contactClass', 'contactType', 'madeBy', 'csrId', 'from', 'to', 'text'],
  },
  queryToDos: { by: 'supervisor', body: {}, fields: ['role', 'assigned', 'show', 'priority'] },
  completeToDo: { by: 'supervisor', body: { version: 1, note: 'x' }, fields: ['note'] },
  assignToDo: { by: 'supervisor', body: { version: 1, csrId: 'x' }, fields: ['csrId'] },
  openProtected: {
    by: 'csr',
    body: { kind: 'task', reference: 'x' },
    fields: ['kind', 'reference'],
    accountId: town.protectedAccount,
  },
  readMasqueradePrompt: { by: 'csr', body: { ...target, locale: 'en' }, fields: ['locale'] },
  askForReadOutCode: {
    by: 'csr',
    body: { ...target, purposeKind: 'call', purposeReference: 'x', channel: 'portal' },
    fields: ['purposeKind', 'purposeReference', 'channel'],
  },
  verifyCaller: {
    by: 'csr',
    body: { ...target, purposeKind: 'call', purposeReference: 'x', identifiers: [], code: '' },
    fields: ['purposeKind', 'purposeReference', 'code'],
  },
  startMasquerade: {
    by: 'csr',
    body: { ...target, purposeKind: 'call', purposeReference: 'x', promptVersion: 0, locale: 'en' },
    fields: ['purposeKind', 'purposeReference', 'locale'],
  },
  endMasquerades: { by: 'supervisor', body: { csrId: 'x', reason: 'x' }, fields: ['csrId', 'reason'] },
  listMasquerades: { by: 'supervisor', body: { liveOnly: false }, fields: ['csrId'] },
  queryTasks: {
    by: 'supervisor',
    body: {},
    fields: ['customerName', 'webUser', 'csrId', 'correlationId', 'from', 'to', 'age', 'sort', 'cursor'],
  },
  countTasks: {
    by: 'supervisor',
    body: {},
    fields: ['customerName', 'webUser', 'csrId', 'from', 'to', 'show'],
  },
  exportTasks: {
    by: 'supervisor',
    body: {},
    fields: ['customerName', 'webUser', 'csrId', 'cursor', 'locale'],
  },
  addSavedView: {
    by: 'csr',
    body: savedView,
    fields: ['name', 'csrGroup'],
  },
  changeSavedView: {
    by: 'csr',
    body: { ...savedView, version: 1 },
    fields: ['name', 'csrGroup'],
  },
  'performTaskAction discard': taskAction({}, 'reason', 'paperless', 'error'),
  'performTaskAction retry': taskAction({}, 'reason', 'paperless', 'error'),
  'performTaskAction approve': taskAction({}, 'reason', 'service-add', 'awaiting-approval'),
  'performTaskAction reject': taskAction({}, 'reason', 'service-add', 'awaiting-approval'),
  'performTaskAction complete-by-hand': taskAction({}, 'reason', 'service-stop', 'error'),
  'performTaskAction reschedule': taskAction(
    { scheduledOn: '2090-01-01' },
    'reason scheduledOn',
    'service-stop',
    'scheduled',
  ),
  'performTaskAction resend': taskAction({}, 'reason', 'guest-invite', 'awaiting-verification'),
  'performTaskAction assign': taskAction({ assignTo: null }, 'reason', 'paperless', 'error'),
  'performTaskAction note': taskAction({}, 'reason', 'paperless', 'error'),
  queryRecord: {
    by: 'officer',
    body: {},
    fields: ['csrId', 'masqueradeId', 'event', 'searchTerms', 'from', 'to'],
  },
  findRecordCsrs: { by: 'officer', body: {}, fields: ['name'] },
  queryCsrRecord: {
    by: 'officer',
    body: { csrId: 'amara.okafor' },
    fields: ['csrId', 'event', 'place', 'purposeKind', 'from', 'to'],
  },
  exportRecord: {
    by: 'officer',
    body: { csrId: 'amara.okafor' },
    fields: ['csrId', 'event', 'place', 'purposeKind', 'from', 'to'],
  },
  queryCustomerRecord: {
    by: 'officer',
    body: { personId: 1 },
    fields: ['event', 'place', 'purposeKind', 'from', 'to'],
  },
  changeSetting: {
    by: 'officer',
    body: { setting: 'masquerade.tooltip', locale: 'en', value: 'x', version: 0, reason: 'x' },
    fields: ['setting', 'locale', 'value', 'reason'],
  },
  changeRetention: {
    by: 'officer',
    body: { kind: 'tasks', months: 36, version: 0, reason: 'x' },
    fields: ['kind', 'reason'],
  },
  startRetentionRun: {
    by: 'officer',
    body: { kind: 'tasks', version: 0, reason: 'x' },
    fields: ['kind', 'reason'],
  },
  moveRetentionRun: {
    by: 'officer',
    body: { move: 'pause', version: 1, reason: 'x' },
    fields: ['move', 'reason'],
  },
  previewRetention: { by: 'officer', body: { kind: 'tasks', months: 36 }, fields: ['kind'] },
  makeProvisioningToken: { by: 'officer', body: { clientId: 'entra', days: 1 }, fields: ['clientId'] },
  endProvisioningToken: { by: 'officer', body: { reason: 'x' }, fields: ['reason'] },
  changeGroupMapping: {
    by: 'officer',
    body: { providerGroup: 'x', csrGroup: 'call-centre', isMapped: true, reason: 'x' },
    fields: ['providerGroup', 'csrGroup', 'reason'],
  },
  placeLegalHold: {
    by: 'officer',
    body: { accountId: town.mariaAccount, reason: 'x' },
    fields: ['reason'],
  },
  releaseLegalHold: { by: 'officer', body: { reason: 'x' }, fields: ['reason'] },
  previewCsrChange: { by: 'officer', body: csrChange, fields: [] },
  changeCsr: { by: 'officer', body: { ...csrChange, reason: 'x' }, fields: ['reason'] },
  previewCsrGroupChange: { by: 'officer', body: groupChange, fields: [] },
  changeCsrGroup: { by: 'officer', body: { ...groupChange, reason: 'x' }, fields: ['reason'] },
  previewUtilityEntitlements: { by: 'officer', body: utilityChange, fields: [] },
  changeUtilityEntitlements: { by: 'officer', body: { ...utilityChange, reason: 'x' }, fields: ['reason'] },
  queryAlerts: { by: 'officer', body: {}, fields: ['csrId', 'ownerCsrId', 'subject'] },
  handOverAlert: { by: 'officer', body: { toCsrId: 'kenji.sato' }, fields: ['toCsrId'] },
  muteAlert: { by: 'officer', body: { reason: 'x' }, fields: ['reason'] },
  settleAlert: { by: 'officer', body: { outcome: 'explained', reason: 'x' }, fields: ['reason'] },
  endMute: { by: 'officer', body: { detectorMuteId: 1, reason: 'x' }, fields: ['reason'] },
  endCanary: { by: 'officer', body: { canaryId: 1, reason: 'x' }, fields: ['reason'] },
  endAnyMasquerade: { by: 'supervisor', body: { reason: 'x' }, fields: ['reason'] },
}
