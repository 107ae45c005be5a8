import { town } from '../small-town.ts'
import { type ExampleName, type Examples, reason } from './scene.ts'

/** A request of each endpoint of the record, of alerts, detectors and access reports. */
export const recordExamples = {
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
} satisfies Partial<Examples<ExampleName>>
