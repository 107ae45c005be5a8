import { form } from '../../app/form.ts'

const pagePath = '/prepared-changes/:taskId'
const answers = ['confirmedPaymentId', 'confirmedAmountCents']

export const approvePreparedChangeForm = form<'approvePreparedChange'>({
  path: `${pagePath}/approve`,
  pagePath,
  endpoint: 'approvePreparedChange',
  toInput: (sent, { params: { taskId } }) => ({
    params: { taskId },
    body: {
      version: sent.number('version'),
      answers: Object.fromEntries(
        answers.filter((name) => sent.has(name)).map((name) => [name, sent.number(name)]),
      ),
    },
  }),
  done: ({ redirectUrl, taskId }) =>
    redirectUrl
      ? { location: redirectUrl }
      : { location: `/prepared-changes/${taskId}`, notice: 'prepared-approved' },
})

export const declinePreparedChangeForm = form<'declinePreparedChange'>({
  path: `${pagePath}/decline`,
  pagePath,
  endpoint: 'declinePreparedChange',
  toInput: (sent, { params: { taskId } }) => ({
    params: { taskId },
    body: { version: sent.number('version'), reason: sent.text('reason') },
  }),
  done: ({ taskId }) => ({ location: `/prepared-changes/${taskId}`, notice: 'prepared-declined' }),
})
