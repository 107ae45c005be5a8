import type { Form } from './form.ts'
import type { Page } from './page.ts'
import * as declared from './routes.generated.ts'

/** Every page of the portal. */
export const pages: readonly Page[] = Object.values(declared.pages)

/** Every form of the portal. */
export const forms: readonly Form[] = Object.values(declared.forms)
