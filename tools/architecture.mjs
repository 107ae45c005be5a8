/** Checks the rules of tools/architecture/import-rules.mjs and file-rules.mjs. Prints every breach, and fails if there is one. */
import { findBreaches } from './architecture/breaches.mjs'

const { breaches, files } = findBreaches('.')
for (const breach of breaches) console.error(breach)
console.log(`architecture: ${files} files, ${breaches.length} breaches`)
process.exitCode = breaches.length > 0 ? 1 : 0
