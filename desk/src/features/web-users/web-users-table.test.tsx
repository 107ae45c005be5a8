import type { Client, Routes } from '@porchlight/contract/client.ts'
import { render } from 'preact-render-to-string'
import { expect, test } from 'vitest'
import { DeskContext } from '#app/desk-context.ts'
import { formatter } from '#app/format.ts'
import { translator, wordsFor } from '#app/messages.ts'
import type { WebUser, WebUserSummary } from '#app/response-types.ts'
import { WebUsersTable } from './web-users-table.tsx'

const maria: WebUser = {
  webUserId: 7,
  userName: 'm.alvarez',
  personId: 500001,
  personName: 'Maria Alvarez',
  role: 'account-holder',
  relationshipType: 'main',
  accountPersonVersion: 1,
  isMainCustomer: true,
  isFinanciallyResponsible: true,
  isActive: true,
  isLinkActive: true,
  isEmailConfirmed: true,
  hasPassword: true,
  version: 1,
  lastSeenAt: null,
  openTaskCount: 2,
  nonFinalTaskCount: 3,
  accountCount: 1,
  may: {
    'masquerade:start': 'ok',
    'account-link:unlink': 'ok',
    'account-person:adopt': 'relationship-not-reserved',
    'web-user:deactivate': 'ok',
    'web-user:resend-confirmation': 'email-confirmed',
    'web-user:send-reset': 'ok',
  },
}

function table(webUsers: WebUser[], mayViewTasks: WebUserSummary['may']['task:view'] = 'ok') {
  const t = translator('en')
  const client = {} as Client
  const desk = {
    page: {
      routes: {} as Routes,
      draftKey: '',
      otherDraftKeys: [],
      formToken: '',
      desk: {
        csrId: '',
        displayName: '',
        groups: [],
        permissions: [],
        refused: {},
        entitlements: [],
        locales: [],
        divisions: [],
        identifierTypes: [],
        geographicTypes: [],
      },
      locale: 'en' as const,
      timeZone: 'UTC',
      utilityName: '',
      portalOrigin: '',
      languageCookie: 'language',
      livePosition: '',
    },
    t,
    word: wordsFor(t),
    format: formatter('en', 'UTC'),
    refusedFor: () => undefined,
    client,
    clientUntil: () => client,
  }
  const nothing = () => undefined
  return render(
    <DeskContext.Provider value={desk}>
      <WebUsersTable
        accountId={4021778801}
        summary={{
          webUsers,
          financiallyResponsible: [],
          relationshipTypes: [],
          unlinked: [],
          linkRequests: [],
          withoutWebUser: [],
          may: { 'task:view': mayViewTasks, 'account-person:remove': 'ok' },
        }}
        chosen={undefined}
        onChoose={nothing}
        onAct={nothing}
      />
    </DeskContext.Provider>,
  )
}

test('shows all required facts of the zone, and links counts to the tasks', () => {
  const html = table([maria])
  for (const words of [
    'm.alvarez',
    'Maria Alvarez',
    'Account holder',
    'Main customer',
    'Yes',
    'Active',
    'Never',
  ])
    expect(html).toContain(words)
  expect(html).toContain('href="/tasks?account=4021778801&amp;web-user=7&amp;show=open"')
  expect(html).toContain('href="/tasks?account=4021778801&amp;web-user=7&amp;show=non-final"')
  expect(html).toContain('aria-label="View as this web user: m.alvarez"')
})

test('disables a refused action and gives the reason', () => {
  const html = table([{ ...maria, may: { ...maria.may, 'masquerade:start': 'target-unavailable' } }])
  expect(html).toMatch(/aria-disabled="true" aria-describedby="view-as-7-reason"/)
  expect(html).toContain('The portal cannot be viewed as this web user.')
})

test('shows the number of tasks without a link to a CSR who may not see tasks', () => {
  expect(table([maria], 'permission-missing')).not.toContain('/tasks')
})

test('says that there is no web user, and what to do', () => {
  expect(table([])).toContain('Nobody can see this account in the portal.')
})
