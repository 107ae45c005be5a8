import { Button } from '@porchlight/ui/button.tsx'
import { Card } from '@porchlight/ui/card.tsx'
import { Notice } from '@porchlight/ui/notice.tsx'
import { AnswerView } from '#app/answer-view.tsx'
import { useDesk } from '#app/desk-context.ts'
import { Guarded } from '#app/guarded.tsx'
import { href } from '#app/routes.ts'
import { Screen } from '#app/screen.tsx'
import { useAnswer } from '#app/use-answer.ts'
import { laterView } from '#app/view.ts'
import { WorkTable } from '#app/work-table.tsx'
import { CsrGroupForm } from './csr-group-form.tsx'
import { periodWords } from './difference-words.ts'
import { groupChange } from './group-change.ts'
import { groupStateOf } from './group-state.ts'
import type { Group, GroupState } from './staff.ts'
import { StaffVersions } from './staff-versions.tsx'
import { useChange } from './use-change.tsx'

/** One group: what it gives, who is in it, and what was changed. */
function CsrGroupScreen({ csrGroup }: { csrGroup: string }) {
  const { t } = useDesk()
  const loaded = useAnswer(`csr-group ${csrGroup}`, 'staff:view', (client) =>
    client.readCsrGroup({ params: { csrGroup } }),
  )
  return (
    <Screen heading={loaded.answer.state === 'ready' ? loaded.answer.value.name : t('csr-groups.title')}>
      <AnswerView loaded={loaded} lines={8}>
        {(group) => <GroupView group={group} onChanged={loaded.reload} />}
      </AnswerView>
    </Screen>
  )
}

export const csrGroupView = laterView('csr-group', CsrGroupScreen)

function GroupView({ group, onChanged }: { group: Group; onChanged: () => void }) {
  const { t } = useDesk()
  const { ask, shown, refusal } = useChange(onChanged)
  const { csrGroup, name, version } = group
  const decision = group.may['csr-group:change']
  const askFor = (
    what: { key: string; title: string },
    to: { state: GroupState | null; restores: number | null },
    saved?: () => void,
  ) => {
    ask(
      groupChange(
        csrGroup,
        { ...to, version },
        {
          subject: `csr-group ${csrGroup} ${what.key}`,
          title: what.title,
          told: t('settings.saved', { name }),
        },
      ),
      saved,
    )
  }
  return (
    <>
      {shown}
      {group.isDeleted ? (
        <Notice tone="warning" title={t('csr-groups.is-deleted')}>
          {t('csr-groups.is-deleted.what')}
        </Notice>
      ) : (
        <>
          <Members group={group} />
          <CsrGroupForm
            group={group}
            refusal={refusal}
            onSave={(state, saved) =>
              askFor(
                { key: 'save', title: t('csr-groups.save-named', { name }) },
                { state, restores: null },
                saved,
              )
            }
          />
          <Card id="delete-group" heading={t('csr-groups.delete')}>
            <p>{t('csr-groups.delete.what')}</p>
            <div class="form-actions">
              <Guarded id="delete-group-do" decision={decision} label={t('csr-groups.delete')}>
                <Button
                  variant="danger"
                  onClick={() =>
                    askFor(
                      { key: 'delete', title: t('csr-groups.delete-named', { name }) },
                      { state: { ...groupStateOf(group), isDeleted: true }, restores: null },
                    )
                  }
                >
                  {t('csr-groups.delete')}
                </Button>
              </Guarded>
            </div>
          </Card>
        </>
      )}
      <StaffVersions
        versions={group.versions}
        decision={decision}
        onRestore={(restores) =>
          askFor(
            { key: `restore ${restores}`, title: t('staff.restore-named', { version: restores }) },
            { state: null, restores },
          )
        }
      />
    </>
  )
}

function Members({ group: { members, name } }: { group: Group }) {
  const desk = useDesk()
  const { t, word } = desk
  return (
    <Card id="members" heading={t('csr-groups.members')}>
      <WorkTable
        id="members-table"
        caption={t('csr-groups.members-of', { name })}
        captionHidden
        rows={members}
        rowKey={(row) => `${row.csrId} ${row.source}`}
        empty={t('csr-groups.no-members')}
        columns={[
          {
            key: 'name',
            header: t('staff.name'),
            rowHeader: true,
            cell: ({ csrId, name }) => (
              <>
                <a href={href({ name: 'csr', memberId: csrId })}>{name}</a> <span class="quiet">{csrId}</span>
              </>
            ),
          },
          { key: 'source', header: t('staff.source'), cell: ({ source }) => word('member-source', source) },
          { key: 'period', header: t('staff.period'), wrap: true, cell: (row) => periodWords(row, desk) },
        ]}
      />
    </Card>
  )
}
