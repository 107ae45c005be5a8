/** Every locale file of a front end has the same keys and the same placeholders, and nothing is left empty. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'

const problems = []
const placeholders = (text) =>
  [...text.matchAll(/\{(\w+)\s*[,}]/g)]
    .map((match) => match[1])
    .sort()
    .join()

for (const folder of ['portal/src/locales', 'desk/src/locales', 'server/src/locales']) {
  if (!existsSync(folder)) continue
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
  const english = JSON.parse(readFileSync(`${folder}/en.json`, 'utf8'))
  for (const file of files) {
    const words = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8'))
    for (const key of new Set([...Object.keys(english), ...Object.keys(words)])) {
      if (!words[key]?.trim()) problems.push(`${folder}/${file}: ${key} is missing`)
      else if (!english[key]) problems.push(`${folder}/en.json: ${key} is missing`)
      else if (
        new Set(placeholders(words[key]).split(',')).size !==
        new Set(placeholders(english[key]).split(',')).size
      )
        problems.push(`${folder}/${file}: ${key} has other placeholders`)
    }
  }
}
for (const problem of problems) console.error(problem)
console.log(`words: ${problems.length} problems`)
process.exitCode = problems.length > 0 ? 1 : 0
