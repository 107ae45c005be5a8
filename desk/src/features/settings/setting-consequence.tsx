import { gradeNamed } from '@porchlight/contract/caller-grades.ts'
import { losesEntitlement } from '@porchlight/contract/setting-consequences.ts'
import { useDesk } from '#app/desk-context.ts'
import type { Settings } from '#app/response-types.ts'

type Props = {
  setting: string
  before: unknown
  after: unknown
  live: Pick<Settings, 'liveMasquerades' | 'liveGrades'>
}

const lines = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : [])

/** Says what a change of a setting does at once, and how many live masquerades it concerns. */
export function SettingConsequence({ setting, before, after, live }: Props) {
  const { t, word } = useDesk()
  if (setting === 'masquerade.enabled')
    return <p>{t('settings.masquerade-off.what', { count: live.liveMasquerades })}</p>
  const count = live.liveGrades
    .filter(({ grade }) => losesEntitlement(lines(before), lines(after), gradeNamed(grade)))
    .reduce((sum, { masquerades }) => sum + masquerades, 0)
  return (
    <>
      <p>{word('setting-consequence', setting)}</p>
      {setting === 'caller.entitlement-grades' && <p>{t('settings.grades.what', { count })}</p>}
    </>
  )
}
