import type { RefusalBody } from '@porchlight/contract/reasons.ts'
import { CheckboxField } from '@porchlight/ui/checkbox-field.tsx'
import { Field } from '@porchlight/ui/field.tsx'
import { Fieldset } from '@porchlight/ui/fieldset.tsx'
import { VisuallyHidden } from '@porchlight/ui/visually-hidden.tsx'
import { useDesk } from '#app/desk-context.ts'
import { fieldError } from '#app/field-error.ts'
import type { Word } from '#app/messages.ts'

/** Something that can be given, with its first and last day; empty days have no limit. */
export type DatedChoice = { key: string; label: string; isChosen: boolean; from: string; to: string }

/** Choices about one subject, with its heading; a list that has no subjects is one group without a heading. */
export type ChoiceGroup = { name: string; heading?: string; choices: readonly DatedChoice[] }

type Props = {
  /** Names the fields: the list's name in a change. */
  id: 'groups' | 'permissions'
  legend: string
  hint: string
  groups: readonly ChoiceGroup[]
  refusal: RefusalBody | undefined
}

/** Returns the days of a choice; null where a field is empty. */
export function readDays(form: FormData, key: string) {
  const day = (name: string) => String(form.get(name) ?? '') || null
  return { from: day(`from ${key}`), to: day(`to ${key}`) }
}

/** Returns what a form has chosen, with its days; in the order of the choices. */
export function readDated(form: FormData, choices: readonly Pick<DatedChoice, 'key'>[]) {
  return choices
    .filter(({ key }) => form.get(`has ${key}`) !== null)
    .map(({ key }) => ({ key, ...readDays(form, key) }))
}

/** Returns the error of the list, or of a day in it. */
function listError(refusal: RefusalBody | undefined, id: string, word: Word): string | undefined {
  const day = refusal?.fields?.find(({ field }) => field.startsWith(`${id}.`))
  return fieldError(refusal, day?.field ?? id, word)
}

/** Boxes to tick, each with a first and a last day. */
export function DatedChoices({ id, legend, hint, groups, refusal }: Props) {
  const { word } = useDesk()
  return (
    <Fieldset id={`${id}-choices`} legend={legend} hint={hint} error={listError(refusal, id, word)}>
      {groups.map(({ name, heading, choices }) =>
        heading ? (
          <Fieldset key={name} id={`${id}-${name}`} legend={heading}>
            <ChoiceList id={id} choices={choices} />
          </Fieldset>
        ) : (
          <ChoiceList key={name} id={id} choices={choices} />
        ),
      )}
    </Fieldset>
  )
}

function ChoiceList({ id, choices }: { id: string; choices: readonly DatedChoice[] }) {
  return (
    <ul class="dated-choices">
      {choices.map((choice) => (
        <li key={choice.key}>
          <CheckboxField
            name={`has ${choice.key}`}
            id={`${id}-has-${choice.key}`}
            label={choice.label}
            defaultChecked={choice.isChosen}
          />
          <DayFields id={id} choice={choice} />
        </li>
      ))}
    </ul>
  )
}

type DayFieldsProps = {
  id: string
  choice: Omit<DatedChoice, 'isChosen'>
  /** What is wrong with the last day. */
  error?: string | undefined
}

/** The first and the last day of a choice, folded away while both are empty. */
export function DayFields({ id, choice, error }: DayFieldsProps) {
  const { t } = useDesk()
  return (
    <details open={choice.from !== '' || choice.to !== ''}>
      <summary>
        {t('staff.days')} <VisuallyHidden>{choice.label}</VisuallyHidden>
      </summary>
      <div class="day-fields">
        {(['from', 'to'] as const).map((edge) => (
          <Field
            key={edge}
            type="date"
            short
            name={`${edge} ${choice.key}`}
            id={`${id}-${edge}-${choice.key}`}
            label={t(edge === 'from' ? 'staff.first-day' : 'staff.last-day')}
            defaultValue={choice[edge]}
            error={edge === 'to' ? error : undefined}
          />
        ))}
      </div>
    </details>
  )
}
