import { randomUUID } from 'node:crypto'
import { record } from '#record/record.ts'
import { holdTask, isHeldIn } from '#tasks/moving/held-task.ts'
import { moveTask } from '#tasks/moving/move-task.ts'
import { job } from '#worker/job.ts'
import { refuseBankAccount } from './queries.ts'
import { bankAccountAdd } from './task-types.ts'
import { sendTransfers } from './transfers/send-transfers.ts'

/** Pays the two small deposits into bank accounts that were added. A bank account that the bank refuses cannot be verified. */
export const sendDeposits = job({
  name: 'send-deposits',
  everyMs: 15_000,
  channel: 'bank_transfers',
  run: (tools) =>
    sendTransfers({
      ...tools,
      purpose: 'deposit',
      description: `${tools.installation.utilityName} verification`.slice(0, 80),
      settle: async (sql, { taskId, bankAccountId }, answer) => {
        const { grant, installation } = tools
        const held = await holdTask(sql, taskId)
        if (!held) return
        const entry = { action: 'job:send-deposits', taskId, accountId: held.accountId ?? undefined }
        const isRefused = answer.state === 'refused'
        if (isRefused) await refuseBankAccount(sql, grant, { bankAccountId, reason: answer.reason })
        if (isRefused && isHeldIn(held, bankAccountAdd, 'awaiting-verification'))
          await moveTask({ sql, installation, grant }, held, 'rejected', {
            actor: 'bank',
            reason: answer.reason,
          })
        await record(sql, { kind: 'system' }, randomUUID(), [
          { event: 'changed', ...entry, details: { deposit: answer.state } },
        ])
      },
    }),
})
