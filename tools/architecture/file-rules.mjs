import { isTest } from './import-rules.mjs'

/** What is a breach in a file: its path, its length or its code. */
export const fileRules = {
  'more than three folders below src': ({ file }) => /^[\w-]+\/src\/([^/]+\/){4}/.test(file),
  'no barrel files in front ends': ({ file }) => /^(portal|desk)\/.*\/index\.tsx?$/.test(file),
  'a name that says nothing': ({ file }) =>
    /[/-](utils?|helpers?|common|misc|manager|base|v2|service)\.\w+$|\/new\.\w+$/.test(file),
  'more than 350 lines, or 500 in a test': ({ file, lines }) =>
    !file.endsWith('.generated.ts') && lines > (isTest(file) ? 500 : 350),
  'only config.ts reads the environment': ({ file, code, imports }) =>
    !mayReadEnvironment(file) &&
    (environment.some((way) => way.test(code)) || imports.some(({ to }) => /^(node:)?process$/.test(to))),
  'only decide makes a grant': ({ file, code }) =>
    / as Grant</.test(code) && file.includes('/src/') && !file.endsWith('server/src/policy/decide.ts'),
  'only the policy compares what a CSR holds': ({ file, code }) =>
    /^(server|desk)\/src\/(?!policy\/)/.test(file) &&
    !isTest(file) &&
    /\bpermissions\s*(\?\.|\.)\s*(has|includes|some|find)\b|ANY\s*\(\s*(u\.)?permissions_of\(/.test(code),
  'only the task engine proves a task, and only what writes lines proves a line': ({ file, code }) =>
    (/\btaskProof\b/.test(code) && /^server\/src\/(?!tasks\/|pipeline\/outcome\.ts)/.test(file)) ||
    (/\brecordProof\b/.test(code) &&
      /^server\/src\/(?!(record\/record|features\/masquerade\/end)\.ts$)/.test(file)),
  'a dynamic import names its module': ({ file, code }) =>
    file.includes('/src/') && !isTest(file) && /\bimport\s*\((?!\s*')/.test(code),
}

/** Every way to the environment: its name, taking `process` apart, giving it a second name or a key, a global by a key. */
const environment = [
  /(?<![\w$.-])process\b[ \t]*(\s*\.\s*env\b|[?[,;)\]}]|\n(?!\s*\.)|$)/,
  /\bimport\s*\.\s*meta\s*\.\s*env\b|\bglobalThis\s*(\?\.)?\s*(\[|\.\s*process\b)/,
]

/** What is started hands the server its environment; the embedded PostgreSQL passes a few names on to its processes. */
const mayReadEnvironment = (file) =>
  isTest(file) ||
  file === 'embedded-postgres/src/settings.ts' ||
  /^tools\/[\w-]+\.mjs$|^tools\/release\/[\w-]+\.mjs$|^tools\/(bench|misuse)\//.test(file)
