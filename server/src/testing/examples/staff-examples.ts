import { town } from '../small-town.ts'
import type { ExampleName, Examples, Scene } from './scene.ts'

const reason = 'The security officer’s yearly review'
const tom = { memberId: 'tom.becker' }
const csrVersion = async ({ owner }: Scene) => {
  const [row] = await owner`SELECT version FROM csr_users WHERE csr_id = ${tom.memberId}`
  return Number(row?.version)
}
const utilityVersion = ({ versionOf }: Scene) => versionOf('staff_versions', `subject_kind = 'utility'`)

/** Another set of groups each time. */
async function csrChange(scene: Scene) {
  const to = `20${30 + ((await csrVersion(scene)) % 60)}-12-31`
  const groups = [{ csrGroup: 'call-centre-trainee', from: null, to }]
  return { state: { isActive: true, groups }, restores: null, version: await csrVersion(scene) }
}
const newGroup = (scene: Scene) => ({
  params: { csrGroup: scene.fresh('group').replace(' ', '-') },
  body: {
    state: {
      name: scene.fresh('Night shift'),
      requiresSecondFactor: false,
      isDeleted: false,
      permissions: [{ permission: 'customer:search', from: null, to: null }],
      toDoRoles: ['payments'],
      entitlements: { autopay: true },
    },
    restores: null,
    version: 0,
  },
})
async function utilityChange(scene: Scene) {
  const version = await utilityVersion(scene)
  return {
    state: { entitlements: { preferences: version % 2 === 1 }, hasFourEyes: false },
    restores: null,
    version,
  }
}

/** Keeps an open proposal of a colleague who may change the utility's switches. */
async function proposal({ owner }: Scene, by = 'ines.ferreira') {
  await owner`DELETE FROM staff_proposals`
  // The proposal gives nobody anything back.
  await owner`DELETE FROM entitlement_changes`
  await owner`INSERT INTO group_permissions (csr_group, resource, access_mode) VALUES ('supervisors', 'entitlements', 'change')
    ON CONFLICT DO NOTHING`
  const [row] =
    await owner`INSERT INTO staff_proposals (subject_kind, subject, change, base_version, base_state, wanted, reason,
      proposed_by_csr_id, proposed_at)
    SELECT 'utility', '', 'changed', staff_version('utility', ''), staff_state('utility', ''),
      staff_state('utility', '') || '{"entitlements": {"usage.download": false}}', 'A review', ${by}, now()
    RETURNING staff_proposal_id AS id`
  return { proposalId: Number(row?.id) }
}

/** A request of each endpoint about staff, groups and the utility's switches. */
export const staffExamples = {
  listStaff: { by: 'officer', input: () => ({}) },
  readCsr: { by: 'officer', input: () => ({ params: tom }) },
  previewCsrChange: {
    by: 'officer',
    input: async (scene) => ({ params: tom, body: await csrChange(scene) }),
  },
  changeCsr: {
    by: 'officer',
    input: async (scene) => ({ params: tom, body: { ...(await csrChange(scene)), reason } }),
  },
  listCsrGroups: { by: 'officer', input: () => ({}) },
  readCsrGroup: { by: 'officer', input: () => ({ params: { csrGroup: 'supervisors' } }) },
  previewCsrGroupChange: { by: 'officer', input: newGroup },
  changeCsrGroup: {
    by: 'officer',
    input: (scene) => {
      const { params, body } = newGroup(scene)
      return { params, body: { ...body, reason } }
    },
  },
  readUtilityEntitlements: { by: 'officer', input: () => ({}) },
  previewUtilityEntitlements: {
    by: 'officer',
    input: async (scene) => ({ body: await utilityChange(scene) }),
  },
  changeUtilityEntitlements: {
    by: 'officer',
    input: async (scene) => ({ body: { ...(await utilityChange(scene)), reason } }),
  },
  checkRights: {
    by: 'officer',
    input: () => ({
      params: tom,
      body: {
        accountId: town.mariaAccount,
        webUserId: town.maria,
        callerGrade: 'none',
        isSteppedUp: false,
      },
    }),
  },
  listStaffProposals: { by: 'officer', input: () => ({}) },
  previewStaffProposal: { by: 'officer', input: async (scene) => ({ params: await proposal(scene) }) },
  approveStaffProposal: {
    by: 'officer',
    input: async (scene) => ({ params: await proposal(scene), body: { reason } }),
  },
  declineStaffProposal: {
    by: 'officer',
    input: async (scene) => ({ params: await proposal(scene), body: { reason } }),
  },
  withdrawStaffProposal: {
    by: 'officer',
    input: async (scene) => ({ params: await proposal(scene, 'kenji.sato'), body: { reason } }),
  },
} satisfies Partial<Examples<ExampleName>>
