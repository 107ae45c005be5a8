import { renderToString } from 'preact-render-to-string'
import { expect, test } from 'vitest'
import { Field } from './field.tsx'

test('a field is described by its hint and its error', () => {
  const html = renderToString(
    <Field name="zip" label="ZIP" hint="Five digits" error="Too short" value="902" />,
  )
  expect(html).toContain('aria-describedby="zip-hint zip-error"')
  expect(html).toContain('aria-invalid="true"')
  expect(html).toContain('value="902"')
})

test('a field without hint and error refers to nothing', () => {
  const html = renderToString(<Field name="zip" label="ZIP" inputMode="numeric" autocomplete="postal-code" />)
  expect(html).not.toMatch(/aria-describedby|aria-invalid|zip-hint|zip-error/)
  expect(html).toContain('autocomplete="postal-code"')
  expect(html).toContain('inputmode="numeric"')
})
