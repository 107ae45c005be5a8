import { changeMailingAddressForm, mailingAddressPage } from '../features/mailing-address/form.tsx'
import { informationPage } from '../features/mailing-address/page.tsx'
import { actForm, leaveForm } from '../features/masquerade/forms.ts'
import { homePage } from '../features/overview/home.tsx'
import { signInForm, signInPage, signOutForm } from '../features/sign-in/page.tsx'
import type { Form } from './form.ts'
import type { Page } from './page.ts'

/** Every page of the portal. */
export const pages: readonly Page[] = [signInPage, homePage, informationPage, mailingAddressPage]

/** Every form of the portal. */
export const forms: readonly Form[] = [signInForm, signOutForm, changeMailingAddressForm, actForm, leaveForm]
