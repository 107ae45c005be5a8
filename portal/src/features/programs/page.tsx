import { Card } from '@porchlight/ui/card.tsx'
import { LinkButton } from '@porchlight/ui/link-button.tsx'
import { Page } from '@porchlight/ui/page.tsx'
import { VisuallyHidden } from '@porchlight/ui/visually-hidden.tsx'
import { page } from '../../app/page.ts'
import { budgetBillingView } from './budget-billing.tsx'
import { charityRoundUpView } from './charity-round-up.tsx'
import { paperlessView } from './paperless.tsx'
import { paymentArrangementView } from './payment-arrangement.tsx'
import { paymentExtensionView } from './payment-extension.tsx'
import { preferredDueDateView } from './preferred-due-date.tsx'
import {
  ProgramState,
  type ProgramsData,
  type ProgramsProps,
  type ProgramView,
  shared,
  WhyNot,
} from './program-view.tsx'

/** In the order in which customers see them. */
const views: readonly ProgramView[] = [
  paperlessView,
  preferredDueDateView,
  paymentExtensionView,
  paymentArrangementView,
  budgetBillingView,
  charityRoundUpView,
]

/** Every program of the account: enrolled or not, and open to it or why not. */
export const programsPage = page<ProgramsData>({
  path: '/accounts/:accountId/programs',
  title: 'programs.title',
  section: 'programs',
  menu: [{ place: 'header', order: 6 }],
  load: shared.load,
  View: (props) => (
    <Page heading={props.t('programs.title')} lead={props.t('programs.lead')}>
      <Card id="autopay" heading={props.t('autopay.title')}>
        <p>{props.t('autopay.lead')}</p>
        <p>
          <LinkButton href={`/accounts/${props.data.accountId}/autopay`}>
            {props.t('program.see')} <VisuallyHidden>{props.t('autopay.title')}</VisuallyHidden>
          </LinkButton>
        </p>
      </Card>
      {views.map((view) => (
        <ProgramCard key={view.name} {...props} view={view} />
      ))}
    </Page>
  ),
})

/** One program in a few lines, with the link to its page. */
function ProgramCard(props: ProgramsProps & { view: ProgramView }) {
  const { view, data, t, format } = props
  const { name, of } = view
  const { state, startedOn, whyNot } = data[of]
  const isActive = state === 'active'
  const agreed = isActive ? view.agreed?.(props) : undefined
  const label = isActive ? 'program.see-change' : whyNot.length === 0 ? 'program.see-enroll' : 'program.see'
  return (
    <Card id={name} heading={t(`program.${name}`)} actions={<ProgramState state={state} t={t} />}>
      <p>{t(`program-what.${name}`)}</p>
      {agreed && <p>{agreed}</p>}
      {isActive && startedOn && <p>{t('program.since', { date: format.date(startedOn, 'medium') })}</p>}
      {!isActive && <WhyNot reasons={whyNot} t={t} />}
      <p>
        <LinkButton href={`/accounts/${data.accountId}/programs/${name}`}>
          {t(label)} <VisuallyHidden>{t(`program.${name}`)}</VisuallyHidden>
        </LinkButton>
      </p>
    </Card>
  )
}
