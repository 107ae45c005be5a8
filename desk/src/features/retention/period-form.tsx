import type { Reason, RefusalBody } from '@porchlight/contract/reasons.ts'
import { mostMonths } from '@porchlight/contract/retention-kinds.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { CheckboxField } from '@porchlight/ui/checkbox-field.tsx'
import { Field } from '@porchlight/ui/field.tsx'
import { useRef, useState } from 'preact/hooks'
import { useDesk } from '#app/desk-context.ts'
import { DraftForm, type Sent } from '#app/drafts/draft-form.tsx'
import { Guarded } from '#app/guarded.tsx'
import { ValueConflict } from '#app/value-conflict.tsx'
import { periodWords } from './period-words.ts'
import { PreviewView } from './preview-view.tsx'
import type { KindOfData } from './retention.ts'
import { SavePeriod } from './save-period.tsx'

type Props = { data: KindOfData; answer: 'ok' | Reason; onChanged: () => void }
type Typed = { months: number | null } | { problem: string }

/** Reads the period from the form, by the server's rules. */
function typedIn(form: FormData, least: number): Typed {
  if (form.get('for-ever') === 'on') return { months: null }
  const text = String(form.get('months') ?? '').trim()
  if (text === '') return { problem: 'required' }
  if (!/^\d{1,5}$/.test(text)) return { problem: 'not-valid' }
  const months = Number(text)
  if (months < least) return { problem: 'below-least-months' }
  return months > mostMonths ? { problem: 'above-most-months' } : { months }
}

/** The form of a kind's period, with its preview. Saving asks first. */
export function PeriodForm({ data, answer, onChanged }: Props) {
  const { t, word } = useDesk()
  const { kind, current, suggested, least } = data
  const name = word('retention-kind', kind)
  const form = useRef<HTMLFormElement>(null)
  const sent = useRef<Sent>(undefined)
  const [problem, setProblem] = useState<string>()
  const [previewed, setPreviewed] = useState<number>()
  const [asked, setAsked] = useState<{ months: number | null; version: number }>()
  const [conflict, setConflict] = useState<{ refusal: RefusalBody; months: number | null }>()

  const read = (fields: FormData): Typed => {
    const typed = typedIn(fields, least)
    setProblem('problem' in typed ? typed.problem : undefined)
    return typed
  }
  const preview = () => {
    if (!form.current) return
    const typed = read(new FormData(form.current))
    setPreviewed('months' in typed ? (typed.months ?? undefined) : undefined)
  }
  return (
    <>
      {conflict && (
        <ValueConflict
          refusal={conflict.refusal}
          mine={conflict.months}
          words={(value) => periodWords(typeof value === 'number' ? value : null, t)}
          onMine={(version) => {
            setConflict(undefined)
            setAsked({ months: conflict.months, version })
          }}
          onTheirs={onChanged}
        />
      )}
      <DraftForm
        formRef={form}
        subject={`retention ${kind}`}
        title={name}
        onSubmit={(fields, by) => {
          sent.current = by
          const typed = read(fields)
          if ('months' in typed) setAsked({ months: typed.months, version: current.version })
        }}
      >
        <Field
          name="months"
          id={`retention-months-${kind}`}
          label={t('retention.field.months')}
          hint={t('retention.field.months.hint', { least: periodWords(least, t) })}
          error={problem && word('field', problem)}
          inputmode="numeric"
          autocomplete="off"
          short
          defaultValue={String(current.months ?? suggested)}
        />
        <CheckboxField
          name="for-ever"
          id={`retention-for-ever-${kind}`}
          label={t('retention.field.for-ever')}
          defaultChecked={current.version > 0 && current.months === null}
        />
        <div class="form-actions">
          <Button aria-label={t('retention.preview.title', { kind: name })} onClick={preview}>
            {t('retention.preview')}
          </Button>
          <Guarded id={`retention-save-${kind}`} decision={answer} label={t('retention.save')}>
            <Button aria-label={t('retention.save-named', { kind: name })}>{t('retention.save')}</Button>
          </Guarded>
        </div>
      </DraftForm>
      {previewed !== undefined && (
        <PreviewView id={`retention-preview-${kind}`} kind={kind} months={previewed} />
      )}
      {asked && (
        <SavePeriod
          kind={kind}
          {...asked}
          onSaved={() => {
            sent.current?.saved()
            onChanged()
          }}
          onConflict={(refusal) => setConflict({ refusal, months: asked.months })}
          onClose={() => setAsked(undefined)}
        />
      )}
    </>
  )
}
