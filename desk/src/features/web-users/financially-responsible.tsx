import { useDesk } from '#app/desk-context.ts'
import type { WebUserSummary } from '#app/response-types.ts'

/** Who answers for the account's money, and how they sign in, if they do. */
export function FinanciallyResponsible({ summary }: { summary: WebUserSummary }) {
  const { t } = useDesk()
  return (
    <div>
      <h3>{t('web-users.financially-responsible')}</h3>
      {summary.financiallyResponsible.length === 0 ? (
        <p class="quiet">{t('web-users.nobody-responsible')}</p>
      ) : (
        <ul>
          {summary.financiallyResponsible.map(({ personName, userName }) => (
            <li key={`${personName} ${userName}`}>
              {personName} <span class="quiet">{userName ?? t('web-users.no-web-user')}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
