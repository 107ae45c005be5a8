import { AnswerView } from '#app/answer-view.tsx'
import { useDesk } from '#app/desk-context.ts'
import { Screen } from '#app/screen.tsx'
import { useAnswer } from '#app/use-answer.ts'
import { laterView } from '#app/view.ts'
import { Mappings } from './mappings.tsx'
import { Tokens } from './tokens.tsx'

/** The connection to the identity provider: which of its groups give ours, and the tokens of its SCIM clients. */
function ProvisioningScreen() {
  const { t } = useDesk()
  const loaded = useAnswer('provisioning', 'provisioning:view', (client) => client.readProvisioning())
  return (
    <Screen lead={t('provisioning.lead')}>
      <AnswerView loaded={loaded} lines={8}>
        {(provisioning) => (
          <>
            <Mappings provisioning={provisioning} onChanged={loaded.reload} />
            <Tokens provisioning={provisioning} onChanged={loaded.reload} />
          </>
        )}
      </AnswerView>
    </Screen>
  )
}

export const provisioningView = laterView('provisioning', ProvisioningScreen)
