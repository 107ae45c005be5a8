import type { Action } from '@porchlight/contract/actions.ts'
import type { Client } from '@porchlight/contract/client.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { Field } from '@porchlight/ui/field.tsx'
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { AnswerView } from '#app/answer-view.tsx'
import { useDesk } from '#app/desk-context.ts'
import { useAnswer } from '#app/use-answer.ts'

type Hit = { key: string; link: ComponentChildren; detail: ComponentChildren }
export type Hits = { hits: readonly Hit[]; isCut: boolean }

type Props = {
  id: string
  /** Names the search and its results, where a screen has several. */
  name?: string | undefined
  label: string
  hint: string
  action: Action
  find: (client: Client, typed: string) => Promise<Hits>
}

/** Finds whom a list is about. Each hit is a link to the list; nothing is asked for before something was typed. */
export function SubjectSearch({ id, name, label, hint, action, find }: Props) {
  const { t } = useDesk()
  const [typed, setTyped] = useState('')
  return (
    <>
      <search aria-label={name}>
        <form
          class="record-find"
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            setTyped(String(new FormData(event.currentTarget).get('subject') ?? '').trim())
          }}
        >
          <Field name="subject" id={id} label={label} hint={hint} autocomplete="off" />
          <Button variant="primary" icon="search">
            {t('record-lists.find')}
          </Button>
        </form>
      </search>
      {typed !== '' && <Found key={typed} name={name} typed={typed} action={action} find={find} />}
    </>
  )
}

function Found({ name, typed, action, find }: Pick<Props, 'name' | 'action' | 'find'> & { typed: string }) {
  const { t } = useDesk()
  const loaded = useAnswer(typed, action, (client) => find(client, typed))
  return (
    <AnswerView loaded={loaded} lines={3}>
      {({ hits, isCut }) => (
        <section aria-label={name ? t('record-lists.found-by', { label: name }) : t('record-lists.found')}>
          <p role="status" class="quiet">
            {t(isCut ? 'record-lists.hits-cut' : 'record-lists.hits', { count: hits.length })}
          </p>
          <ul class="record-subjects">
            {hits.map(({ key, link, detail }) => (
              <li key={key}>
                {link} <span class="quiet">{detail}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </AnswerView>
  )
}
