import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { Card } from '@porchlight/ui/card.tsx'
import { Notice } from '@porchlight/ui/notice.tsx'
import { useDesk } from '#app/desk-context.ts'
import { DraftForm } from '#app/drafts/draft-form.tsx'
import { Guarded } from '#app/guarded.tsx'
import { href } from '#app/routes.ts'
import { type DatedChoice, DatedChoices, readDated } from './dated-choices.tsx'
import { periodWords } from './difference-words.ts'
import type { Csr, CsrState } from './staff.ts'

type Props = {
  csr: Csr
  refusal: RefusalBody | undefined
  onSave: (groups: CsrState['groups'], saved: () => void) => void
}

/** The groups of a CSR: those given by hand with their days, and those of the identity provider to look at. */
export function CsrGroupsForm({ csr, refusal, onSave }: Props) {
  const desk = useDesk()
  const { t, word } = desk
  const hand = new Map(csr.groups.filter(({ source }) => source === 'hand').map((one) => [one.csrGroup, one]))
  const given = csr.groups.filter(({ source }) => source !== 'hand')
  const choices: DatedChoice[] = csr.choices.map(({ csrGroup, name }) => {
    const one = hand.get(csrGroup)
    return {
      key: csrGroup,
      label: name,
      isChosen: one !== undefined,
      from: one?.fromDay ?? '',
      to: one?.toDay ?? '',
    }
  })
  return (
    <Card id="groups" heading={t('staff.groups')}>
      {given.length > 0 && (
        <Notice title={t('staff.given-by-provider')}>
          <ul>
            {given.map((one) => (
              <li key={`${one.csrGroup} ${one.source}`}>
                <a href={href({ name: 'csr-group', csrGroup: one.csrGroup })}>{one.name}</a>{' '}
                {word('member-source', one.source)}, {periodWords(one, desk)}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <DraftForm
        key={csr.version}
        subject={`csr groups ${csr.csrId}`}
        title={t('staff.save-groups-named', { name: csr.name })}
        onSubmit={(form, { saved }) =>
          onSave(
            readDated(form, choices).map(({ key, ...days }) => ({ csrGroup: key, ...days })),
            saved,
          )
        }
      >
        <DatedChoices
          id="groups"
          legend={t('staff.groups.by-hand')}
          hint={t('staff.groups.hint')}
          groups={[{ name: 'all', choices }]}
          refusal={refusal}
        />
        <div class="form-actions">
          <Guarded id="save-groups" decision={csr.may['staff:change']} label={t('staff.save-groups')}>
            <Button>{t('staff.save-groups')}</Button>
          </Guarded>
        </div>
      </DraftForm>
    </Card>
  )
}
