import { account, type ExampleName, type Examples, type Scene } from './scene.ts'

const reason = 'The retention schedule of the board'
const kind = 'to-dos' as const
const versionOf = ({ versionOf: newest }: Scene) =>
  newest('setting_versions', `setting = 'retention.${kind}'`)

/** Saves a period that deletes nothing of the tests, and ends the run that is under way. Returns its version. */
async function savedPeriod(scene: Scene, api: Awaited<ReturnType<Scene['browserOf']>>['api']) {
  await scene.owner`UPDATE retention_runs SET state = 'stopped', ended_at = now() WHERE ended_at IS NULL`
  const body = { kind, months: 1200, version: await versionOf(scene), reason }
  return (await api.changeRetention({ body })).version
}

/** A request of each endpoint about retention and legal holds. */
export const retentionExamples = {
  readRetention: { by: 'officer', input: () => ({}) },
  previewRetention: { by: 'officer', input: () => ({ body: { kind, months: 36 } }) },
  changeRetention: {
    by: 'officer',
    input: async (scene) => ({ body: { kind, months: 1200, version: await versionOf(scene), reason } }),
  },
  startRetentionRun: {
    by: 'officer',
    input: async (scene, { api }) => ({ body: { kind, version: await savedPeriod(scene, api), reason } }),
  },
  moveRetentionRun: {
    by: 'officer',
    input: async (scene, { api }) => {
      const version = await savedPeriod(scene, api)
      const { runId } = await api.startRetentionRun({ body: { kind, version, reason } })
      return { params: { runId }, body: { move: 'pause' as const, version: 1, reason } }
    },
  },
  placeLegalHold: {
    by: 'officer',
    input: async ({ owner }) => {
      await owner`DELETE FROM legal_holds`
      return { body: { ...account, reason } }
    },
  },
  releaseLegalHold: {
    by: 'officer',
    input: async ({ owner }, { api }) => {
      await owner`DELETE FROM legal_holds`
      const { legalHoldId } = await api.placeLegalHold({ body: { ...account, reason } })
      return { params: { legalHoldId }, body: { reason } }
    },
  },
} satisfies Partial<Examples<ExampleName>>
