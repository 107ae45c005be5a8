/**
 * Lists the failures from the reports of the two test runners: place, test, and the first lines of the error. `npm test` and
 * `.ci/run` print them last, because a log that is cut off keeps its end.
 */

const lines = 12
// biome-ignore lint/suspicious/noControlCharactersInRegex: the colors of a terminal are what is taken out
const colors = /\u001b\[[0-9;]*m/g

const why = (message) =>
  (message ?? '')
    .replace(colors, '')
    .split('\n')
    .filter((line) => line.trim())
    .slice(0, lines)
    .map((line) => `    ${line.trim().slice(0, 300)}`)

/** Returns a text for each test that failed, and for each file that failed before its tests ran. `report` is vitest's JSON report. */
export function unitFailures(report, root = process.cwd()) {
  return (report?.testResults ?? []).flatMap((file) => {
    const name = file.name.replace(`${root}/`, '')
    const failed = file.assertionResults.filter(({ status }) => status === 'failed')
    if (failed.length === 0 && file.status === 'failed') return [[name, ...why(file.message)].join('\n')]
    return failed.map(({ fullName, failureMessages }) =>
      [`${name} › ${fullName}`, ...why(failureMessages.join('\n'))].join('\n'),
    )
  })
}

/** Returns a text for each journey that failed, and for each error outside of the journeys. `report` is Playwright's JSON report. */
export function browserFailures(report) {
  const ofSuite = (suite) => [
    ...(suite.suites ?? []).flatMap(ofSuite),
    ...(suite.specs ?? [])
      .filter(({ ok }) => !ok)
      .map(({ file, line, title, tests }) => {
        const messages = tests.flatMap(({ results }) =>
          results.flatMap(({ errors }) => errors.map(({ message }) => message)),
        )
        return [`${file}:${line} › ${title}`, ...why(messages.join('\n'))].join('\n')
      }),
  ]
  const outside = (report?.errors ?? []).map(({ message }) => ['e2e', ...why(message)].join('\n'))
  return [...(report?.suites ?? []).flatMap(ofSuite), ...outside]
}
