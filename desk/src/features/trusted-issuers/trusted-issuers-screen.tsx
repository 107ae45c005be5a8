import { Button } from '@porchlight/ui/button.tsx'
import { Section } from '@porchlight/ui/section.tsx'
import { useState } from 'preact/hooks'
import { AnswerView } from '#app/answer-view.tsx'
import { useDesk } from '#app/desk-context.ts'
import { Screen } from '#app/screen.tsx'
import { useAnswer } from '#app/use-answer.ts'
import { laterView } from '#app/view.ts'
import { IssuerForm } from './issuer-form.tsx'
import { IssuerSection } from './issuer-section.tsx'

/** The other customer information systems (CIS) that may start masquerades. */
function TrustedIssuersScreen() {
  const { t } = useDesk()
  const [isAdding, setIsAdding] = useState(false)
  const loaded = useAnswer('trusted-issuers', 'trusted-issuer:view', (client) => client.readTrustedIssuers())
  return (
    <Screen lead={t('trusted-issuer.lead')}>
      <AnswerView loaded={loaded} lines={8}>
        {(systems) => (
          <>
            <p>
              {t('trusted-issuer.discovery')} <code>{systems.discoveryAddress}</code>
            </p>
            {systems.issuers.length === 0 && <p class="quiet">{t('trusted-issuer.none')}</p>}
            {systems.issuers.map((issuer) => (
              <IssuerSection
                key={issuer.issuerKey}
                issuer={issuer}
                csrs={systems.csrs}
                decision={systems.may['trusted-issuer:change']}
                onChanged={loaded.reload}
              />
            ))}
            {systems.may['trusted-issuer:change'] === 'ok' && (
              <Section id="register-system" heading={t('trusted-issuer.register')}>
                {isAdding ? (
                  <IssuerForm
                    onDone={() => {
                      setIsAdding(false)
                      loaded.reload()
                    }}
                    onCancel={() => setIsAdding(false)}
                  />
                ) : (
                  <div class="form-actions">
                    <Button onClick={() => setIsAdding(true)}>{t('trusted-issuer.register')}</Button>
                  </div>
                )}
              </Section>
            )}
          </>
        )}
      </AnswerView>
    </Screen>
  )
}

export const trustedIssuersView = laterView('trusted-issuers', TrustedIssuersScreen)
