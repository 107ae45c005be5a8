import type { Client } from '@porchlight/contract/client.ts'
import {
  channels,
  channelsOf,
  type Notification,
  type NotificationChoices,
  notifications,
} from '@porchlight/contract/preferences.ts'
import { Button } from '@porchlight/ui/button.tsx'
import { Card } from '@porchlight/ui/card.tsx'
import { CheckboxField } from '@porchlight/ui/checkbox-field.tsx'
import { DescriptionList } from '@porchlight/ui/description-list.tsx'
import { Fieldset } from '@porchlight/ui/fieldset.tsx'
import { Form } from '@porchlight/ui/form.tsx'
import { FormActions } from '@porchlight/ui/form-actions.tsx'
import { Page } from '@porchlight/ui/page.tsx'
import { FormFields } from '../../app/closed-form.tsx'
import { Conflict } from '../../app/conflict.tsx'
import { type Fields, form } from '../../app/form.ts'
import { Guarded } from '../../app/guarded.tsx'
import { type PageProps, page, pageForm } from '../../app/page.ts'
import { RefusedForm, versionToSend } from '../../app/refused-form.tsx'
import { isConflict, ShownBefore, shownBefore } from '../../app/shown-before.tsx'
import { AlwaysSent } from './always-sent.tsx'
import { LanguageCard } from './language-card.tsx'

type Data = Awaited<ReturnType<Client['readPreferences']>>

const path = '/accounts/:accountId/preferences'
const names = Object.keys(notifications) as Notification[]

/** What the utility tells this customer about, and how. */
export const preferencesPage = page<Data>({
  path,
  title: 'preferences.title',
  section: 'account',
  parent: '/accounts/:accountId/information',
  load: (client, { params }) => client.readPreferences({ params: { accountId: params.accountId } }),
  View: (props) => {
    const { data, t, where, formToken, problem } = props
    const account = `/accounts/${where.params.accountId}`
    return (
      <Page heading={t('preferences.title')} lead={t('preferences.lead')}>
        <Card id="reached" heading={t('preferences.reached')}>
          <DescriptionList
            items={[
              { label: t('preferences.channel.email'), value: data.email },
              { label: t('preferences.channel.text'), value: textsIn(data, t) },
            ]}
          />
          {data.texts === 'offered' && data.rules.quietFrom !== data.rules.quietUntil && (
            <p>
              {t('preferences.quiet', {
                from: `${data.rules.quietFrom}:00`,
                until: `${data.rules.quietUntil}:00`,
              })}
            </p>
          )}
        </Card>
        <Form id={pageForm} action={`${account}/preferences`}>
          <input type="hidden" name="_token" value={formToken} />
          <input type="hidden" name="version" value={versionToSend(problem, data.version)} />
          <ShownBefore problem={problem} values={boxesOf(data)} />
          <Refused {...props} here={`${account}/preferences`} />
          <FormFields {...props} decision={data.may['preferences:change']}>
            {data.offered.map((name) => (
              <Choice key={name} {...props} name={name} />
            ))}
          </FormFields>
          <Kept {...props} />
          <FormActions>
            <Guarded
              {...props}
              id="save"
              decision={data.may['preferences:change']}
              label={t('form.save')}
              prepares={{ command: 'changePreferences', accountId: where.params.accountId }}
            >
              <Button variant="primary">{t('form.save')}</Button>
            </Guarded>
          </FormActions>
        </Form>
        <AlwaysSent t={t} />
        <LanguageCard {...props} />
      </Page>
    )
  },
})

const box = (isOn: boolean) => (isOn ? 'on' : '')

/** The saved state of each box. */
const boxesOf = ({ choices }: Data) =>
  Object.fromEntries(
    names.flatMap((name) => channels.map((channel) => [`${name}.${channel}`, box(choices[name][channel])])),
  )

/** A refused form keeps what was ticked; after a conflict, what somebody else ticked where this reader changed nothing. */
function isTicked({ data, problem }: Pick<PageProps<Data>, 'data' | 'problem'>, name: string): boolean {
  const stands = boxesOf(data)[name] === 'on'
  if (!problem) return stands
  const typed = box(problem.typed.has(name))
  return isConflict(problem) && typed === problem.typed.get(`was.${name}`) ? stands : typed === 'on'
}

/** Returns the choices with which a form was shown; undefined if any of them is missing. */
function shownChoices(sent: Fields): NotificationChoices | undefined {
  const shown = (name: string) => shownBefore(sent, name)
  const all = names.map((name) => [name, shown(`${name}.email`), shown(`${name}.text`)] as const)
  if (all.some(([, email, text]) => email === undefined || text === undefined)) return undefined
  return Object.fromEntries(
    all.map(([name, email, text]) => [name, { email: email === 'on', text: text === 'on' }]),
  ) as NotificationChoices
}

/** Where text messages go, or why there are none. */
const textsIn = ({ texts, mobile }: Data, t: PageProps<Data>['t']): string =>
  texts === 'offered' && mobile
    ? mobile
    : t(texts === 'no-provider' ? 'preferences.no-texts' : 'preferences.no-mobile')

/** The channels with a box: a text message has one only where it would leave. */
const shownChannels = ({ texts }: Data, name: Notification) =>
  channelsOf(name).filter((channel) => channel === 'email' || texts === 'offered')

/** Sends what has no box along as it is, so that saving the others does not switch it off. */
function Kept({ data }: PageProps<Data>) {
  const hidden = names.flatMap((name) => {
    const shown: readonly string[] = data.offered.includes(name) ? shownChannels(data, name) : []
    return channels
      .filter((channel) => data.choices[name][channel] && !shown.includes(channel))
      .map((channel) => `${name}.${channel}`)
  })
  return (
    <>
      {hidden.map((name) => (
        <input key={name} type="hidden" name={name} value="on" />
      ))}
    </>
  )
}

/** One notification: what it is, and a box for each channel. A refused form keeps what was ticked. */
function Choice({ name, data, t, problem }: PageProps<Data> & { name: Notification }) {
  return (
    <Fieldset
      id={name}
      legend={t(`preferences.${name}.title`)}
      hint={t(`preferences.${name}.text`, { percent: data.rules.highUsagePercent })}
    >
      <div class="choice-row">
        {shownChannels(data, name).map((channel) => (
          <CheckboxField
            key={channel}
            name={`${name}.${channel}`}
            label={t(`preferences.channel.${channel}`)}
            checked={isTicked({ data, problem }, `${name}.${channel}`)}
          />
        ))}
      </div>
    </Fieldset>
  )
}

/** Why the form was refused; where somebody else saved first, each box that differs. */
function Refused({ problem, here, t }: PageProps<Data> & { here: string }) {
  if (problem?.refusal.reason !== 'version-conflict') return <RefusedForm problem={problem} t={t} />
  const boxes = Object.fromEntries(
    names.flatMap((name) =>
      channels.map((channel) => [
        `${name}.${channel}`,
        `${t(`preferences.${name}.title`)}: ${t(`preferences.channel.${channel}`)}`,
      ]),
    ),
  )
  const shown = (value: unknown) => t(value === true ? 'preferences.on' : 'preferences.off')
  return <Conflict problem={problem} names={boxes} here={here} shown={shown} t={t} />
}

export const changePreferencesForm = form<'changePreferences'>({
  path,
  pagePath: path,
  endpoint: 'changePreferences',
  toInput: (sent, { params }) => ({
    params: { accountId: params.accountId },
    body: {
      choices: Object.fromEntries(
        names.map((name) => [name, { email: sent.isOn(`${name}.email`), text: sent.isOn(`${name}.text`) }]),
      ) as NotificationChoices,
      version: sent.number('version'),
      was: shownChoices(sent),
    },
  }),
  done: ({ taskId }, { params }) => ({
    location: `/accounts/${params.accountId}/preferences`,
    notice: taskId === null ? 'nothing-changed' : 'preferences-changed',
  }),
})
