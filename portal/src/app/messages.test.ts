import { wordsOf } from '@porchlight/locales/words.ts'
import { expect, test } from 'vitest'
import { sayingWhatIsSet, translator } from './messages.ts'

test.each(['en', 'es'] as const)('in %s, every text that says to call says which number', (locale) => {
  for (const [key, text] of Object.entries(wordsOf('portal')[locale]))
    if (/\bcall us\b|llámenos|llamarnos/i.test(text)) expect(text, key).toContain('{atPhone}')
})

test.each([
  ['en', '1-800-555-0142', 'Nothing was changed. Try again, or call us at 1-800-555-0142.'],
  ['en', '', 'Nothing was changed. Try again, or call us.'],
  ['es', '1-800-555-0143', 'Inténtelo de nuevo o llámenos al 1-800-555-0143.'],
  ['es', '', 'Inténtelo de nuevo o llámenos.'],
] as const)('in %s with the number "%s": %s', (locale, phone, sentence) => {
  expect(sayingWhatIsSet(translator(locale), { phone, passwordLength: 12 })('reason.other')).toContain(
    sentence,
  )
})
