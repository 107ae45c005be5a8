/**
 * Mutations of real features: each breaks rule 3, 4 or 5 of the architecture, and names what must catch it: `tsc` in the file (and
 * near the line that says `at`), the generator of row types, the check of the architecture, or a test.
 */
const features = 'server/src/features'
const edit = (file, find, replace) => ({ file: `${features}/${file}`, find, replace })
const completes = "completeToDo = command<CompleteToDo, 'to-do:work'>("
const settles = 'settleAlert.first(sql, grant, { outcome, reason })'

/** What the compiler refuses. All of these are made at once, each in lines of its own. */
export const compiled = [
  {
    what: 'a change of address writes to another account',
    ...edit(
      'mailing-address/feature.ts',
      'write.first(sql, grant, address)',
      'write.first(sql, grant, { ...address, accountId: 1000000002 })',
    ),
  },
  {
    what: 'the removal of a person removes another person',
    ...edit(
      'web-users/remove-person.ts',
      'removeAccountPerson.one(sql, grant, { version })',
      'removeAccountPerson.one(sql, grant, { version, personId: 2 })',
    ),
  },
  {
    what: 'a deactivation takes a web user from elsewhere',
    ...edit(
      'web-users/change-handlers.ts',
      '{ version: body.version, isActive })',
      '{ version: body.version, isActive, webUserId: 7 })',
    ),
  },
  {
    what: 'a holder takes a person off who was not decided on',
    ...edit(
      'account-links/holder-handlers.ts',
      'takeOffAccount.first(sql, grant, {',
      'takeOffAccount.first(sql, grant, { guestId: 7,',
    ),
  },
  {
    what: 'an unlink takes another web user from the URL',
    ...edit(
      'unlink/handlers.ts',
      'unlinkWebUser: async ({ body }, context)',
      'unlinkWebUser: async ({ body, params: { webUserId: guest } }, context)',
    ),
  },
  {
    what: 'linking again puts back another unlink',
    ...edit(
      'unlink/handlers.ts',
      'linkWebUserAgain.one(sql, grant)',
      'linkWebUserAgain.one(sql, grant, { unlinkId: 7 })',
    ),
  },
  {
    what: 'declining a request makes the link, by the grant of another action',
    ...edit(
      'account-links/holder-handlers.ts',
      'const declined =',
      'await makeLinkAsHolder.one(context.sql, context.grant)\n    const declined =',
    ),
  },
  {
    what: 'a job writes without its grant',
    ...edit('alerts/jobs.ts', 'claimAlerts(sql, grant, { most })', 'claimAlerts(sql, { most })'),
  },
  {
    what: 'taking somebody off an account forgets its task',
    ...edit('account-links/holder-handlers.ts', 'return changed(task, { taskId })', 'return { taskId }'),
    at: 'takeOffAccount: async',
  },
  {
    what: 'an approval proves its task by hand',
    ...edit(
      'account-links/holder-handlers.ts',
      'changed(finished, { taskId })',
      "changed({ taskId, taskType: 'account-verification' } as const, { taskId })",
    ),
  },
  {
    what: 'an alert is settled by a grant built by hand',
    ...edit(
      'alerts/feature.ts',
      settles,
      "settleAlert.first(sql, { action: 'alert:settle', actor: grant.actor, toDoId }, { outcome, reason })",
    ),
  },
  {
    what: 'an action has no row in the policy',
    ...edit('billing/policy.ts', "  'bill:export': ofCustomer(linkedWith('see'), 'accountId'),\n", ''),
    reportedIn: 'server/src/policy/table.ts',
  },
]

const architecture = { command: ['node', 'tools/architecture.mjs'] }
const types = (says) => ({
  command: ['node', '--import', 'tsx', 'tools/types.ts', '--check', 'to-dos'],
  says,
})
const testFile = (file) => ({ command: ['node_modules/.bin/vitest', 'run', file], says: `FAIL` })

/** What compiles. Each is made by itself. */
export const running = [
  {
    what: 'a to-do is completed by a statement declared as a query',
    edits: [
      edit('to-dos/queries.ts', completes, 'completeToDo = query<CompleteToDo>('),
      edit(
        'to-dos/handlers.ts',
        'completeToDo.one(sql, grant, { note: text })',
        'completeToDo.one(sql, { csrId, toDoId: grant.toDoId, note: text })',
      ),
    ],
    ...types('complete-to-do writes'),
  },
  {
    what: 'a lock on a to-do is declared as a command',
    edits: [
      edit(
        'to-dos/queries.ts',
        'lockedToDo = query<LockedToDo>(',
        "lockedToDo = command<LockedToDo, 'to-do:work' | 'to-do:assign'>(",
      ),
      edit(
        'to-dos/lock-to-do.ts',
        'lockedToDo.first(sql, { toDoId: grant.toDoId })',
        'lockedToDo.first(sql, grant)',
      ),
    ],
    ...types('locked-to-do only reads'),
  },
  {
    what: 'an alert is settled by a cast to a grant',
    edits: [
      edit(
        'alerts/feature.ts',
        settles,
        "settleAlert.first(sql, { ...grant, toDoId: 1 } as Grant<'alert:settle'>, { outcome, reason })",
      ),
    ],
    ...architecture,
    says: 'only decide makes a grant',
  },
  {
    what: 'a handler claims a line in the record that nobody wrote',
    edits: [edit('alerts/feature.ts', '    return {}\n', '    return recorded(recordProof, {})\n')],
    ...architecture,
    says: 'only what writes lines proves a line',
  },
  {
    what: 'a list compares a permission',
    edits: [edit('to-dos/shown.ts', "!allows(csr, 'to-do:view', {})", "!csr.permissions.has('to-do:view')")],
    ...architecture,
    says: 'only the policy compares what a CSR holds',
  },
  {
    what: 'the removal of a person uses a copy of its grant with another id',
    edits: [
      edit(
        'web-users/remove-person.ts',
        'removeAccountPerson.one(sql, grant, { version })',
        'removeAccountPerson.one(sql, { ...grant, personId: 1 }, { version })',
      ),
    ],
    ...testFile('server/src/features/web-users/remove-person.test.ts'),
  },
  {
    what: 'a change of address says that it changed nothing: no task, no line in the record',
    edits: [
      edit(
        'mailing-address/feature.ts',
        'return changed(task, { taskId: task.taskId, version: saved.version })',
        'return unchanged({ taskId: null, version: saved.version })',
      ),
    ],
    ...testFile('server/src/features/mailing-address/mailing-address.test.ts'),
  },
  {
    what: 'a to-do is completed by a write without a decision',
    edits: [
      edit('to-dos/queries.ts', completes, "completeToDo = publicCommand<CompleteToDo, 'to-do:work'>("),
      edit('to-dos/queries.ts', 'import { command, query }', 'import { command, publicCommand, query }'),
    ],
    ...testFile('server/src/policy/public.test.ts'),
  },
  {
    what: 'a CSR approves the own request',
    edits: [edit('self-service-tasks/policy.ts', 'notOwnAccount, byAnotherCsr)', 'notOwnAccount)')],
    ...testFile('server/src/policy/policy-staff.test.ts'),
  },
  {
    what: 'every action on a task is decided as the note that everybody may add',
    edits: [
      {
        file: 'server/src/pipeline/perform.ts',
        find: 'chosen(api[name], params)',
        replace: "chosen(api[name], { action: 'note' })",
      },
    ],
    ...testFile('server/src/tasks/moving/task-actions.test.ts'),
  },
  {
    what: 'somebody who is no holder takes a person off an account',
    edits: [
      edit(
        'account-links/policy.ts',
        "'account-link:remove': ofCustomer(removing, ",
        "'account-link:remove': ofCustomer(yes, ",
      ),
    ],
    ...testFile('server/src/policy/policy.test.ts'),
  },
  {
    what: 'a list reads for itself who is protected, and forgets the staff',
    edits: [
      edit(
        'accounts/queries.ts',
        'JOIN protected_persons g ON g.person_id = owner.person_id)',
        'JOIN persons g ON g.person_id = owner.person_id WHERE g.is_protected)',
      ),
    ],
    ...testFile('server/src/policy/one-reading.test.ts'),
  },
]
