import { type ExampleName, type Examples, reason, type Scene, target } from './scene.ts'

/** Why a CSR masquerades or verifies a caller: a call that was not named before. */
const aCall = (fresh: Scene['fresh']) => ({
  ...target,
  purposeKind: 'call',
  purposeReference: fresh('C'),
})

/** A request of each endpoint of masquerades and of the verification of callers. */
export const masqueradeExamples = {
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
} satisfies Partial<Examples<ExampleName>>
