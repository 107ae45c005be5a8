import { form } from '../../app/form.ts'

const pagePath = '/accounts/:accountId/people'
const back = (params: Record<string, string>) => `/accounts/${params.accountId}/people`

export const approveLinkForm = form<'approveLinkRequest'>({
  path: '/accounts/:accountId/link-requests/:taskId/approve',
  pagePath,
  endpoint: 'approveLinkRequest',
  toInput: (sent, { params }) => ({
    params: { accountId: params.accountId, taskId: params.taskId },
    body: { version: sent.number('version') },
  }),
  done: (_, { params }) => ({ location: back(params), notice: 'link-approved' }),
})

export const declineLinkForm = form<'declineLinkRequest'>({
  path: '/accounts/:accountId/link-requests/:taskId/decline',
  pagePath,
  endpoint: 'declineLinkRequest',
  toInput: (sent, { params }) => ({
    params: { accountId: params.accountId, taskId: params.taskId },
    body: { version: sent.number('version') },
  }),
  done: (_, { params }) => ({ location: back(params), notice: 'link-declined' }),
})

export const takeOffForm = form<'takeOffAccount'>({
  path: '/accounts/:accountId/people/:guestId/remove',
  pagePath,
  endpoint: 'takeOffAccount',
  toInput: (_, { params }) => ({ params: { accountId: params.accountId, guestId: params.guestId } }),
  done: (_, { params }) => ({ location: back(params), notice: 'person-removed' }),
})
