import { expect, test } from 'vitest'
import { oneStop } from './one-stop.ts'

test('ends a sentence with one full stop after a time of day', () => {
  const time = new Intl.DateTimeFormat('es-MX', { timeStyle: 'short', timeZone: 'UTC' })
  for (const hour of [9, 21]) {
    const at = time.format(new Date(Date.UTC(2026, 0, 1, hour, 27)))
    expect(at).toMatch(/m\.$/)
    expect(oneStop(`Empezó a las ${at}. El motivo: llamada.`)).toBe(`Empezó a las ${at} El motivo: llamada.`)
  }
})

test('leaves every other text as it is', () => {
  for (const text of ['Wait ...', 'a.m... and later', 'Visto a las 9:27 a.m., ayer.', 'Harbor Light Inc..'])
    expect(oneStop(text)).toBe(text)
})
