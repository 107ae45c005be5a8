import { accountNumber, query, rowNumber, screen } from '#app/declare.ts'

const commandName = (text: string) => (/^[a-zA-Z]{1,60}$/.test(text) ? text : undefined)

export const preparedChanges = screen({
  name: 'prepared-changes',
  path: '/accounts/:accountId/prepared-changes',
  needs: 'account:view',
  section: 'home',
  ids: { accountId: accountNumber },
})

export const prepareChange = screen({
  name: 'prepare-change',
  path: '/accounts/:accountId/web-users/:webUserId/prepare',
  needs: 'prepared-change:prepare',
  section: 'home',
  ids: { accountId: accountNumber, webUserId: rowNumber },
  query: query({ command: commandName }),
})
