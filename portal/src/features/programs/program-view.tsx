import type { Client } from '@porchlight/contract/client.ts'
import type { ProgramName } from '@porchlight/contract/program-names.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { Card } from '@porchlight/ui/card.tsx'
import { Form } from '@porchlight/ui/form.tsx'
import { FormActions } from '@porchlight/ui/form-actions.tsx'
import { Notice } from '@porchlight/ui/notice.tsx'
import { Page } from '@porchlight/ui/page.tsx'
import { StatusBadge } from '@porchlight/ui/status-badge.tsx'
import type { ComponentChildren } from 'preact'
import { FormFields } from '../../app/closed-form.tsx'
import type { Fields } from '../../app/form.ts'
import { Guarded } from '../../app/guarded.tsx'
import { knownKey } from '../../app/messages.ts'
import { type PageProps, pageForm, type Where } from '../../app/page.ts'
import { RefusedForm, versionToSend } from '../../app/refused-form.tsx'

export type ProgramsData = Awaited<ReturnType<Client['readPrograms']>>
export type ProgramsProps = PageProps<ProgramsData>
type Member = {
  [K in keyof ProgramsData]: ProgramsData[K] extends { whyNot: unknown } ? K : never
}[keyof ProgramsData]

/** A program as its pages show it: its name in addresses and words, and what is agreed, in a sentence. */
export type ProgramView = {
  name: ProgramName
  of: Member
  /** What holds for an enrolled account; undefined where its being enrolled says all. */
  agreed?: (props: ProgramsProps) => string | undefined
}

/** What every page of a program has: the programs of the account, and its place in the navigation. */
export const shared = {
  section: 'programs',
  parent: '/accounts/:accountId/programs',
  load: (client: Client, { params }: Where) =>
    client.readPrograms({ params: { accountId: params.accountId } }),
} as const

/** Whether the account is enrolled, as a word and a shape. */
export function ProgramState({ state, t }: { state: ProgramsData[Member]['state']; t: ProgramsProps['t'] }) {
  const tone = state === 'active' ? 'success' : state === 'broken' ? 'warning' : 'neutral'
  return <StatusBadge tone={tone}>{t(`program.state.${state}`)}</StatusBadge>
}

/** Why the account cannot enroll or change what is agreed, each reason in a sentence. */
export function WhyNot({ reasons, t }: { reasons: readonly string[]; t: ProgramsProps['t'] }) {
  return reasons.map((reason) => <p key={reason}>{t(knownKey(`field.${reason}`, 'field.not-valid'))}</p>)
}

type BodyProps = ProgramsProps & {
  view: ProgramView
  /** What it costs or changes, before anybody enrolls. */
  children: ComponentChildren
  /** What the customer chooses; none for a program that is only on or off. */
  fields?: ComponentChildren
  /** The words of the button that enrolls, where they say more than the program's own. */
  enroll?: string | undefined
}

/**
 * The page of one program: what it is, what it costs or changes, then the form that enrolls or changes, and the one that leaves.
 * The form sends the version that was shown.
 */
export function ProgramBody(props: BodyProps) {
  const { view, data, t, format, problem, formToken, children, fields } = props
  const enroll = props.enroll ?? t(`program-enroll.${view.name}`)
  const { name, of } = view
  const { state, startedOn, whyNot, version } = data[of]
  const isActive = state === 'active'
  const here = `/accounts/${data.accountId}/programs/${name}`
  const decision = data.may['program:change']
  const hidden = (
    <>
      <input type="hidden" name="_token" value={formToken} />
      <input type="hidden" name="version" value={versionToSend(problem, version)} />
    </>
  )
  const agreed = isActive ? view.agreed?.(props) : undefined
  return (
    <Page heading={t(`program.${name}`)} lead={t(`program-what.${name}`)}>
      <Card id="standing" heading={t('program.standing')} actions={<ProgramState state={state} t={t} />}>
        {agreed && <p>{agreed}</p>}
        {startedOn && (
          <p>
            {t(isActive ? 'program.since' : 'program.was-since', { date: format.date(startedOn, 'medium') })}
          </p>
        )}
        {!isActive && whyNot.length === 0 && <p>{t('program.open')}</p>}
        {!isActive && whyNot.length > 0 && (
          <Notice tone="warning" title={t('program.not-open')}>
            <WhyNot reasons={whyNot} t={t} />
          </Notice>
        )}
      </Card>
      <Card id="changes" heading={t('program.changes')}>
        {children}
      </Card>
      <Refused {...props} here={here} />
      {(whyNot.length === 0 || (isActive && fields)) && (!isActive || fields) && (
        <Form id={pageForm} action={here}>
          {hidden}
          {isActive && whyNot.length > 0 ? (
            <Notice title={t('program.no-change')}>
              <WhyNot reasons={whyNot} t={t} />
            </Notice>
          ) : (
            <>
              <FormFields {...props} decision={decision}>
                {fields}
              </FormFields>
              <FormActions>
                <Guarded {...props} id="save" decision={decision} label={enroll}>
                  <Button variant="primary">{isActive ? t('program.change') : enroll}</Button>
                </Guarded>
              </FormActions>
            </>
          )}
        </Form>
      )}
      {isActive && (
        <Form action={here}>
          {hidden}
          <input type="hidden" name="leave" value="yes" />
          <p>{t(`program-leaving.${name}`)}</p>
          <FormActions>
            <Guarded {...props} id="leave" decision={decision} label={t(`program-leave.${name}`)}>
              <Button>{t(`program-leave.${name}`)}</Button>
            </Guarded>
          </FormActions>
        </Form>
      )}
    </Page>
  )
}

/** Why the form was refused. After another change the page already shows what holds now. */
function Refused({ problem, here, t }: ProgramsProps & { here: string }) {
  const { reason } = problem?.refusal ?? {}
  if (reason !== 'version-conflict' && reason !== 'program-offer-changed')
    return <RefusedForm problem={problem} t={t} />
  return (
    <Notice tone="warning" role="alert" title={t('program.changed-meanwhile')}>
      <a href={here}>{t('program.see-again')}</a>
    </Notice>
  )
}

/** Returns what every form of a program has: its place, and where it goes on. */
export const formOf = <N extends ProgramName>(name: N) => {
  const path = `/accounts/:accountId/programs/${name}` as const
  return {
    path,
    pagePath: path,
    done: ({ taskId }: { taskId: number | null }, { params }: Where) => ({
      location: `/accounts/${params.accountId}/programs`,
      notice: taskId === null ? 'nothing-changed' : 'program-changed',
    }),
  }
}

/** Returns the input of a program's endpoint: the terms that the fields choose, or none where the account leaves the program. */
export const inputOf = <T,>(sent: Fields, { params }: Where, terms: () => T) => ({
  params: { accountId: params.accountId },
  body: { terms: sent.has('leave') ? null : terms(), version: sent.number('version') },
})
