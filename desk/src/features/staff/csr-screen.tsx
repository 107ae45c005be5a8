import { Button } from '@porchlight/ui/button.tsx'
import { Card } from '@porchlight/ui/card.tsx'
import { DescriptionList } from '@porchlight/ui/description-list.tsx'
import { StatusBadge } from '@porchlight/ui/status-badge.tsx'
import { AnswerView } from '#app/answer-view.tsx'
import { useDesk } from '#app/desk-context.ts'
import { Guarded } from '#app/guarded.tsx'
import { Instant } from '#app/instant.tsx'
import { href } from '#app/routes.ts'
import { Screen } from '#app/screen.tsx'
import { useAnswer } from '#app/use-answer.ts'
import { laterView } from '#app/view.ts'
import { CsrGroupsForm } from './csr-groups-form.tsx'
import type { Csr, CsrState } from './staff.ts'
import { StaffVersions } from './staff-versions.tsx'
import { useChange } from './use-change.tsx'

/** One member of staff: groups, activation, and what was changed. */
function CsrScreen({ memberId }: { memberId: string }) {
  const { t } = useDesk()
  const loaded = useAnswer(`csr ${memberId}`, 'staff:view', (client) =>
    client.readCsr({ params: { memberId } }),
  )
  return (
    <Screen
      heading={loaded.answer.state === 'ready' ? loaded.answer.value.name : memberId}
      documentTitle={t('staff.title')}
    >
      <AnswerView loaded={loaded} lines={8}>
        {(csr) => <CsrView csr={csr} onChanged={loaded.reload} />}
      </AnswerView>
    </Screen>
  )
}

export const csrView = laterView('csr', CsrScreen)

/** The groups that a CSR was given by hand, as a change takes them. */
const byHand = (csr: Csr): CsrState['groups'] =>
  csr.groups
    .filter(({ source }) => source === 'hand')
    .map(({ csrGroup, fromDay, toDay }) => ({ csrGroup, from: fromDay, to: toDay }))

function CsrView({ csr, onChanged }: { csr: Csr; onChanged: () => void }) {
  const { t } = useDesk()
  const { ask, shown, refusal } = useChange(onChanged)
  const { csrId, name, version } = csr
  const params = { memberId: csrId }
  const askFor = (
    what: { key: string; title: string },
    to: { state: CsrState | null; restores: number | null },
    saved?: () => void,
  ) => {
    const body = { ...to, version }
    ask(
      {
        subject: `csr ${csrId} ${what.key}`,
        title: what.title,
        action: 'staff:change',
        told: t('settings.saved', { name }),
        preview: (client) => client.previewCsrChange({ params, body }),
        make: (client, reason) => client.changeCsr({ params, body: { ...body, reason } }),
      },
      saved,
    )
  }
  const turn = csr.isActive ? 'deactivate' : 'activate'
  const decision = csr.may['staff:change']
  return (
    <>
      {shown}
      <Card
        id="facts"
        heading={t('staff.facts')}
        actions={
          <Guarded id="turn" decision={decision} label={t(`staff.${turn}`)}>
            <Button
              variant={csr.isActive ? 'danger' : 'secondary'}
              onClick={() =>
                askFor(
                  { key: turn, title: t(`staff.${turn}-named`, { name }) },
                  { state: { isActive: !csr.isActive, groups: byHand(csr) }, restores: null },
                )
              }
            >
              {t(`staff.${turn}`)}
            </Button>
          </Guarded>
        }
      >
        <Facts csr={csr} />
        <p>
          <a href={href({ name: 'rights-check', csrId })}>{t('rights-check.of', { name })}</a>
        </p>
      </Card>
      <CsrGroupsForm
        csr={csr}
        refusal={refusal}
        onSave={(groups, saved) =>
          askFor(
            { key: 'groups', title: t('staff.save-groups-named', { name }) },
            { state: { isActive: csr.isActive, groups }, restores: null },
            saved,
          )
        }
      />
      <StaffVersions
        versions={csr.versions}
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

function Facts({ csr }: { csr: Csr }) {
  const { t } = useDesk()
  return (
    <DescriptionList
      items={[
        { label: t('staff.user-name'), value: csr.csrId },
        { label: t('staff.email'), value: csr.email },
        {
          label: t('staff.state'),
          value: (
            <StatusBadge tone={csr.isActive ? 'success' : 'neutral'}>
              {t(csr.isActive ? 'staff.active' : 'staff.inactive')}
            </StatusBadge>
          ),
        },
        {
          label: t('staff.last-seen'),
          value: csr.lastSeenAt ? <Instant at={csr.lastSeenAt} /> : t('staff.never-seen'),
        },
        { label: t('staff.sessions'), value: csr.openSessions },
        { label: t('staff.masquerades'), value: csr.liveMasquerades },
      ]}
    />
  )
}
