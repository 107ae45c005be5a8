import { type ExampleName, type Examples, reason, type Scene } from './scene.ts'

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

/** A request of each endpoint of self-service tasks, saved views and to-dos. */
export const taskExamples = {
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
} satisfies Partial<Examples<ExampleName>>
