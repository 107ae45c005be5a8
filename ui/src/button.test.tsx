import { renderToString } from 'preact-render-to-string'
import { expect, test } from 'vitest'
import { Button } from './button.tsx'
import { DisabledAction } from './disabled-action.tsx'

test('a button submits its form unless it has a click handler', () => {
  expect(renderToString(<Button>Save</Button>)).toContain('type="submit"')
  expect(renderToString(<Button onClick={() => undefined}>Open</Button>)).toContain('type="button"')
  expect(renderToString(<Button type="reset">Clear</Button>)).toContain('type="reset"')
})

test.each(['on-focus', 'always'] as const)('a refused action is described by its reason (%s)', (show) => {
  const html = renderToString(
    <DisabledAction id="end" reason="Supervisors only." show={show}>
      End
    </DisabledAction>,
  )
  expect(html).toMatch(/aria-disabled="true" aria-describedby="end-reason"/)
  expect(html).toMatch(/id="end-reason"[^>]*>Supervisors only\./)
  expect(html).not.toContain(' disabled')
})
