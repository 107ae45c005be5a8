import { expect, test } from 'vitest'
import { formatter } from '#app/format.ts'
import { translator, wordsFor } from '#app/messages.ts'
import { fieldWords, shownValue } from './payload-value.ts'

const deskIn = (locale: 'en' | 'es') => {
  const t = translator(locale)
  return { t, word: wordsFor(t), format: formatter(locale, 'America/Los_Angeles') }
}

test.each([
  ['service-transfer', 'from', 'Old address', 'Dirección anterior'],
  ['mailing-address', 'postalCode', 'Postal code', 'Código postal'],
  ['notification-preferences', 'bill-ready.email', 'New bill: E-mail', 'Factura nueva: Correo electrónico'],
  ['anything', 'somethingNew', 'something new', 'something new'],
])('%s: %s is “%s”, “%s”', (taskType, field, en, es) => {
  expect([fieldWords(taskType, field, deskIn('en')), fieldWords(taskType, field, deskIn('es'))]).toEqual([
    en,
    es,
  ])
})

test.each([
  ['paperless', 'true', 'Yes', 'Sí'],
  ['startOn', '2026-03-01', 'Mar 1, 2026', '1 mar 2026'],
  ['feeCents', '123456', '$1,234.56', '$1,234.56'],
  ['payBy', 'card', 'Card', 'Tarjeta'],
  ['first', 'with the next bill', 'with the next bill', 'with the next bill'],
  ['what', 'wire-down', 'wire-down', 'wire-down'],
  ['reading', '45123', '45123', '45123'],
  ['accountId', '1000000001', '1000-0000-01', '1000-0000-01'],
  ['line1', '12 Oak St', '12 Oak St', '12 Oak St'],
])('%s %s is “%s”, “%s”', (field, value, en, es) => {
  expect([
    shownValue({ field, value }, 'USD', deskIn('en')),
    shownValue({ field, value }, 'USD', deskIn('es')),
  ]).toEqual([en, es])
})
