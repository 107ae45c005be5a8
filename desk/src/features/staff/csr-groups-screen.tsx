import { Button } from '@porchlight/ui/button.tsx'
import { Card } from '@porchlight/ui/card.tsx'
import { Field } from '@porchlight/ui/field.tsx'
import { AnswerView } from '#app/answer-view.tsx'
import { useDesk } from '#app/desk-context.ts'
import { DraftForm } from '#app/drafts/draft-form.tsx'
import { fieldError } from '#app/field-error.ts'
import { Guarded } from '#app/guarded.tsx'
import { href } from '#app/routes.ts'
import { Screen } from '#app/screen.tsx'
import { useAnswer } from '#app/use-answer.ts'
import { laterView } from '#app/view.ts'
import { WorkTable } from '#app/work-table.tsx'
import { groupChange } from './group-change.ts'
import { groupKeyOf } from './group-key.ts'
import type { GroupRow } from './staff.ts'
import { useChange } from './use-change.tsx'

/** All groups, and a form that creates one. */
function CsrGroupsScreen() {
  const { t } = useDesk()
  const loaded = useAnswer('csr-groups', 'staff:view', (client) => client.listCsrGroups())
  return (
    <Screen lead={t('csr-groups.lead')}>
      <AnswerView loaded={loaded} lines={6}>
        {({ groups, may }) => (
          <>
            <GroupsTable id="csr-groups" rows={groups.filter(({ isDeleted }) => !isDeleted)} />
            <CreateGroup groups={groups} decision={may['csr-group:change']} onChanged={loaded.reload} />
            {groups.some(({ isDeleted }) => isDeleted) && (
              <details class="history">
                <summary>{t('csr-groups.deleted')}</summary>
                <GroupsTable id="deleted-csr-groups" rows={groups.filter(({ isDeleted }) => isDeleted)} />
              </details>
            )}
          </>
        )}
      </AnswerView>
    </Screen>
  )
}

export const csrGroupsView = laterView('csr-groups', CsrGroupsScreen)

function GroupsTable({ id, rows }: { id: string; rows: readonly GroupRow[] }) {
  const { t } = useDesk()
  return (
    <WorkTable
      id={id}
      caption={t('csr-groups.title')}
      captionHidden
      rows={rows}
      rowKey={(row) => row.csrGroup}
      columns={[
        {
          key: 'name',
          header: t('csr-groups.name'),
          rowHeader: true,
          wrap: true,
          cell: ({ csrGroup, name }) => (
            <span class="two-lines">
              <a href={href({ name: 'csr-group', csrGroup })}>{name}</a> <span class="quiet">{csrGroup}</span>
            </span>
          ),
        },
        { key: 'members', header: t('csr-groups.members'), numeric: true, cell: (row) => row.members },
        { key: 'permissions', header: t('may.permissions'), numeric: true, cell: (row) => row.permissions },
        {
          key: 'second-factor',
          header: t('csr-groups.second-factor'),
          cell: (row) => t(row.requiresSecondFactor ? 'staff.value.yes' : 'staff.value.no'),
        },
      ]}
    />
  )
}

type CreateProps = {
  groups: readonly GroupRow[]
  decision: Parameters<typeof Guarded>[0]['decision']
  onChanged: () => void
}

function CreateGroup({ groups, decision, onChanged }: CreateProps) {
  const { t, word } = useDesk()
  const { ask, shown, refusal } = useChange(onChanged)
  const create = (name: string, saved: () => void) => {
    const csrGroup = groupKeyOf(
      name,
      groups.map((group) => group.csrGroup),
    )
    const state = {
      name,
      requiresSecondFactor: false,
      isDeleted: false,
      permissions: [],
      toDoRoles: [],
      entitlements: {},
    }
    ask(
      groupChange(
        csrGroup,
        { state, restores: null, version: 0 },
        {
          subject: `csr-group create ${csrGroup}`,
          title: t('csr-groups.create-named', { name }),
          told: t('settings.saved', { name }),
        },
      ),
      saved,
    )
  }
  return (
    <Card id="create-group" heading={t('csr-groups.create')}>
      {shown}
      <DraftForm
        subject="csr-group create"
        title={t('csr-groups.create')}
        onSubmit={(form, { saved }) => create(String(form.get('name') ?? '').trim(), saved)}
      >
        <Field
          name="name"
          id="create-group-name"
          label={t('csr-groups.name')}
          hint={t('csr-groups.create.hint')}
          autocomplete="off"
          maxLength={60}
          error={fieldError(refusal, 'state.name', word)}
        />
        <div class="form-actions">
          <Guarded id="create-group-do" decision={decision} label={t('csr-groups.create')}>
            <Button>{t('csr-groups.create')}</Button>
          </Guarded>
        </div>
      </DraftForm>
    </Card>
  )
}
