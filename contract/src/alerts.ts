import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { AccountId, Id, Instant, may } from './values.ts'

export const alerts = {
  /** The alerts that no security officer has settled, newest first; 100 rows. */
  listAlerts: endpoint({
    method: 'GET',
    path: '/api/desk/alerts',
    action: 'alert:view',
    masquerade: 'never',
    response: z.object({
      alerts: z.array(
        z.object({
          toDoId: Id,
          at: Instant,
          /** What happened: a key of the locale files under `alert.<subject>`. */
          subject: z.string(),
          /** Whose conduct it is about. */
          csrId: z.string(),
          csrName: z.string(),
          accountId: AccountId.nullable(),
          /** Of a protected customer that was opened: the further reason that the CSR gave. */
          reasonKind: z.string().nullable(),
          reference: z.string().nullable(),
          may: may('alert:settle'),
        }),
      ),
    }),
  }),
  /** Completes an alert's to do: somebody looked into it, and not whom it is about. */
  settleAlert: endpoint({
    method: 'POST',
    path: '/api/desk/alerts/:toDoId/settle',
    action: 'alert:settle',
    masquerade: 'never',
    task: null,
    params: z.strictObject({ toDoId: Id }),
    response: z.object({}),
  }),
}
