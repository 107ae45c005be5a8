import { type bankAccountStates, mostWrongDeposits } from '@porchlight/contract/bank-accounts.ts'
import type { HandlersOf } from '#pipeline/handler.ts'
import { answers } from '#policy/decide.ts'
import { bankAccountOfAccount, ownBankAccounts, usesOfBankAccounts } from './queries.ts'

type State = (typeof bankAccountStates)[number]

export const listHandlers: HandlersOf<'listBankAccounts'> = {
  listBankAccounts: async (_, { sql, grant, subject, installation }) => {
    const { accountId, webUserId } = grant
    const [{ isCashOnly }, rows] = await Promise.all([
      bankAccountOfAccount.one(sql, { accountId }),
      ownBankAccounts(sql, { webUserId }),
    ])
    const bankAccountIds = rows.map(({ bankAccountId }) => bankAccountId)
    const uses = rows.length > 0 ? await usesOfBankAccounts(sql, { bankAccountIds }) : []
    return {
      accountId,
      problem: isCashOnly ? 'cash-only' : installation.bank ? null : 'bank-payments-off',
      bankAccounts: rows.map(({ wrongTries, addedAt, verifyBefore, ...row }) => ({
        ...row,
        kind: row.kind === 'savings' ? ('savings' as const) : ('checking' as const),
        // bank_account_state answers no other for a bank account that is not removed.
        state: row.state as State,
        addedAt: addedAt.toISOString(),
        verifyBefore: verifyBefore?.toISOString() ?? null,
        wrongTriesLeft: Math.max(0, mostWrongDeposits - wrongTries),
        uses: uses
          .filter(({ bankAccountId }) => bankAccountId === row.bankAccountId)
          .map(({ bankAccountId: _id, ...use }) => use),
      })),
      may: answers(
        grant.actor,
        subject,
        'bank-account:add',
        'bank-account:verify',
        'bank-account:change',
        'bank-account:remove',
      ),
    }
  },
}
