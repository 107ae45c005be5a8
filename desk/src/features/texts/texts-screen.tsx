import { AnswerView } from '#app/answer-view.tsx'
import { useDesk } from '#app/desk-context.ts'
import { Screen } from '#app/screen.tsx'
import { useAnswer } from '#app/use-answer.ts'
import { laterView } from '#app/view.ts'
import { TextEditor } from './text-editor.tsx'

/** Every text of the utility, in each language, with a preview and its versions. */
function TextsScreen() {
  const { t } = useDesk()
  const loaded = useAnswer('texts', 'settings:view', (client) => client.readSettings())
  return (
    <Screen lead={t('texts.lead')}>
      <AnswerView loaded={loaded} lines={8}>
        {({ settings, may }) =>
          settings
            .filter(({ locale }) => locale !== '')
            .map((text) => (
              <TextEditor
                // A new version gets a new form, because a typed text belongs to the old version.
                key={`${text.setting} ${text.locale} ${text.current.version}`}
                text={text}
                decision={may['settings:change']}
                onChanged={loaded.reload}
              />
            ))
        }
      </AnswerView>
    </Screen>
  )
}

export const textsView = laterView('texts', TextsScreen)
