import { expect, test } from 'vitest'
import { runFuzz } from './run-fuzz.ts'

/** `npm run fuzz -- --requests N --seed S` sets these; `npm test` sends a small sample, another one each day. */
const requests = Number(process.env.PORCHLIGHT_FUZZ_REQUESTS ?? 900)
const seed = Number(process.env.PORCHLIGHT_FUZZ_SEED ?? Math.floor(Date.now() / 86_400_000))

test(`${requests} requests of the seed ${seed}: nothing that a client sends is a 500`, {
  timeout: 3_600_000,
}, async () => {
  const report = await runFuzz(requests, seed, (sent) => {
    if (requests > 5_000) console.log(`${sent} of ${requests} requests sent`)
  })
  const { faults, errors, statuses, slowest } = report
  for (const { request, status, text } of faults.slice(0, 20))
    console.log(`FAULT ${status} ${JSON.stringify(request).slice(0, 1_500)}\n      ${text.slice(0, 200)}`)
  for (const [what, count] of Object.entries(errors)) console.log(`ERROR ${count} x ${what}`)
  console.log(
    `requests ${requests}, seed ${seed}, 5xx ${faults.length}, statuses ${JSON.stringify(statuses)}`,
  )
  for (const { ms, request } of slowest) console.log(`slowest ${ms} ms ${request}`)
  expect(
    faults.map(({ request, status }) => `${status} ${request.method} ${request.target.slice(0, 80)}`),
  ).toEqual([])
  // Requests that are all refused at the door would prove nothing.
  expect(statuses[200] ?? 0).toBeGreaterThan(requests / 20)
})
