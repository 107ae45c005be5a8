import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { Card } from '@porchlight/ui/card.tsx'
import { CheckboxField } from '@porchlight/ui/checkbox-field.tsx'
import { Field } from '@porchlight/ui/field.tsx'
import { Fieldset } from '@porchlight/ui/fieldset.tsx'
import { useDesk } from '#app/desk-context.ts'
import { DraftForm } from '#app/drafts/draft-form.tsx'
import { fieldError } from '#app/field-error.ts'
import { Guarded } from '#app/guarded.tsx'
import { capital } from '#app/messages.ts'
import { DatedChoices } from './dated-choices.tsx'
import { groupStateIn, permissionChoices } from './group-state.ts'
import type { Group, GroupState } from './staff.ts'
import { SwitchFields } from './switch-fields.tsx'

type Props = {
  group: Group
  refusal: RefusalBody | undefined
  onSave: (state: GroupState, saved: () => void) => void
}

/** What a group gives: its name, permissions with days, roles of to-dos, and entitlements. */
export function CsrGroupForm({ group, refusal, onSave }: Props) {
  const { t, word, page } = useDesk()
  const save = t('csr-groups.save')
  return (
    <Card id="csr-group" heading={t('csr-groups.what-it-gives')}>
      <DraftForm
        key={group.version}
        subject={`csr-group ${group.csrGroup}`}
        title={t('csr-groups.save-named', { name: group.name })}
        onSubmit={(form, { saved }) => onSave(groupStateIn(form, group), saved)}
      >
        <Field
          name="name"
          label={t('csr-groups.name')}
          autocomplete="off"
          maxLength={60}
          defaultValue={group.name}
          error={fieldError(refusal, 'state.name', word)}
        />
        <CheckboxField
          name="second-factor"
          label={t('csr-groups.second-factor')}
          hint={t('csr-groups.second-factor.hint')}
          defaultChecked={group.requiresSecondFactor}
        />
        <DatedChoices
          id="permissions"
          legend={t('may.permissions')}
          hint={t('csr-groups.permissions.hint')}
          groups={permissionChoices(group, word, page.locale)}
          refusal={refusal}
        />
        <Fieldset
          id="to-do-roles"
          legend={t('csr-groups.to-do-roles')}
          error={fieldError(refusal, 'toDoRoles', word)}
        >
          {group.toDoRoles.map(({ role, isWorked }) => (
            <CheckboxField
              key={role}
              name={`role ${role}`}
              id={`role-${role}`}
              label={capital(word('to-do-role', role))}
              defaultChecked={isWorked}
            />
          ))}
          <Field
            name="another-role"
            label={t('csr-groups.another-role')}
            hint={t('csr-groups.another-role.hint')}
            autocomplete="off"
            maxLength={40}
          />
        </Fieldset>
        <p class="quiet">{t('csr-groups.entitlements.hint')}</p>
        <SwitchFields
          legend={t('utility-entitlements.title')}
          refusal={refusal}
          switches={group.entitlements.map(({ from, to, ...one }) => ({
            ...one,
            inherited: one.ofUtility,
            days: { from, to },
          }))}
          inheritedKey="settings.as-utility"
        />
        <div class="form-actions">
          <Guarded id="save-group" decision={group.may['csr-group:change']} label={save}>
            <Button>{save}</Button>
          </Guarded>
        </div>
      </DraftForm>
    </Card>
  )
}
