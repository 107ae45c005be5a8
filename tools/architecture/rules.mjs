/** What each folder at the top may import of the others. A folder without a row imports none, and none imports it. */
const workspaces = {
  contract: [],
  'embedded-postgres': [],
  locales: [],
  ui: [],
  portal: ['contract', 'ui', 'locales'],
  desk: ['contract', 'ui', 'locales'],
  server: ['contract', 'embedded-postgres', 'locales'],
  tools: ['contract', 'embedded-postgres', 'locales', 'server', 'portal', 'desk', 'ui', 'e2e'],
  e2e: ['contract', 'embedded-postgres', 'locales', 'server', 'portal', 'desk', 'ui', 'tools'],
}

/** What each folder of the server may import of the others. What starts and composes (start, and files in src) may import all. */
const serverFolders = {
  policy: ['database'],
  database: ['policy'],
  integrations: [],
  sessions: ['database', 'policy'],
  record: ['database', 'policy'],
  pipeline: ['database', 'policy', 'sessions', 'record'],
  'shared-assets': ['database'],
  health: ['database'],
  http: ['database', 'policy', 'sessions', 'pipeline'],
  worker: ['database', 'policy'],
  tasks: ['database', 'policy', 'record', 'pipeline', 'integrations', 'worker'],
  features: [
    'database',
    'policy',
    'sessions',
    'record',
    'pipeline',
    'integrations',
    'worker',
    'tasks',
    'http',
    'health',
  ],
}

const isTest = (file) => /\.(test|spec|fixture)\.tsx?$|^e2e\/|\/testing\//.test(file)
const zoneOf = (file) => file.split('/')[0]
/** The folder of the server that a file is in; undefined for a file in `server/src` itself. */
const folderOf = (file) => /^server\/src\/([^/]+)\/./.exec(file)?.[1]
const isPolicyRow = (file) => /^server\/src\/features\/[^/]+\/policy\.ts$/.test(file)
const featureOf = (file) => /^server\/src\/features\/([^/]+)\//.exec(file)?.[1]

/** What is a breach in an import from `file` to `to`. */
export const importRules = {
  // A workspace has `#` for its own files, and all others have names. tools has neither for its own.
  'climbs more than two levels': ({ file, to, specifier }) =>
    /(\.\.\/.*){3}/.test(specifier) && !(zoneOf(file) === 'tools' && zoneOf(to) === 'tools'),
  'a workspace imports only what stands below it': ({ file, to, isOurs }) =>
    isOurs &&
    zoneOf(to) !== zoneOf(file) &&
    !workspaces[zoneOf(file)]?.includes(zoneOf(to)) &&
    !(file === 'server/src/app.ts' && to.startsWith('portal/src/app/')),
  'the contract imports nothing but zod': ({ file, to, isOurs }) =>
    zoneOf(file) === 'contract' && !isTest(file) && to !== 'zod' && !isOurs,
  'the embedded PostgreSQL imports nothing but Node': ({ file, to, isOurs }) =>
    zoneOf(file) === 'embedded-postgres' && !isTest(file) && !to.startsWith('node:') && !isOurs,
  'a folder of the server imports only what stands below it': ({ file, to }) => {
    const [from, target] = [folderOf(file), folderOf(to)]
    // The list of policy rows: each feature declares its own.
    if (file === 'server/src/policy/rows.generated.ts' && isPolicyRow(to)) return false
    if (!from || !target || from === target || from === 'start' || target === 'testing' || isTest(file))
      return false
    return !serverFolders[from]?.includes(target)
  },
  'features meet only through index.ts': ({ file, to }) => {
    const [from, target] = [featureOf(file), featureOf(to)]
    return from && target && from !== target && !isTest(file) && !to.endsWith('/index.ts')
  },
  'the policy rows of a feature know the policy alone': ({ file, to }) =>
    isPolicyRow(file) && !/^server\/src\/policy\/(policy|actor|subject)\.ts$|^contract\//.test(to),
  'only tests import the testing folder': ({ file, to }) =>
    zoneOf(file) === 'server' && !isTest(file) && to.startsWith('server/src/testing/'),
  'an island imports no page': ({ file, to }) =>
    /\.island\.tsx?$/.test(file) && /\/(page|form)\.tsx$/.test(to),
}

/** What is a breach in a file: its path, its length or its code. */
export const fileRules = {
  'more than three folders below src': ({ file }) => /^[\w-]+\/src\/([^/]+\/){4}/.test(file),
  'no barrel files in front ends': ({ file }) => /^(portal|desk)\/.*\/index\.tsx?$/.test(file),
  'a name that says nothing': ({ file }) =>
    /[/-](utils?|helpers?|common|misc|manager|base|v2|service)\.\w+$|\/new\.\w+$/.test(file),
  'more than 350 lines, or 500 in a test': ({ file, lines }) =>
    !file.endsWith('.generated.ts') && lines > (isTest(file) ? 500 : 350),
  'only config.ts reads the environment': (source) =>
    !mayReadEnvironment(source.file) && readsEnvironment(source),
  'only decide makes a grant': ({ file, code }) =>
    / as Grant</.test(code) && file.includes('/src/') && !file.endsWith('server/src/policy/decide.ts'),
  'only the task engine proves a task, and only what writes lines proves a line': ({ file, code }) =>
    (/\btaskProof\b/.test(code) && /^server\/src\/(?!tasks\/|pipeline\/outcome\.ts)/.test(file)) ||
    (/\brecordProof\b/.test(code) &&
      /^server\/src\/(?!(record\/record|features\/masquerade\/end)\.ts$)/.test(file)),
  'a dynamic import names its module': ({ file, code }) =>
    file.includes('/src/') && !isTest(file) && /\bimport\s*\((?!\s*['"])/.test(withoutStrings(code)),
}

const withoutStrings = (code) =>
  code.replace(/'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/g, (text) => text[0] + text[0])

/** Every way to the environment: its name, a key in brackets, taking `process` apart, giving it another name, importing it. */
function readsEnvironment({ code, imports }) {
  const ways = [
    /\bprocess\s*(\?\.|\.)\s*env\b/,
    /\bprocess\s*(\?\.)?\s*\[/,
    /[=(,:[]\s*(globalThis\s*\.\s*)?process\s*(?=[\n;,)\]}]|$)/,
    /\bimport\s*\.\s*meta\s*\.\s*env\b/,
    /\bglobalThis\s*(\?\.)?\s*\[/,
  ]
  return (
    imports.some(({ to }) => /^(node:)?process$/.test(to)) ||
    ways.some((way) => way.test(withoutStrings(code)))
  )
}

/**
 * The server is handed its environment (`main(env)`, `run(args, env)`) by what is started: scripts of tools, and benchmarks.
 * The embedded PostgreSQL passes a few names on to its processes.
 */
const mayReadEnvironment = (file) =>
  isTest(file) ||
  file === 'embedded-postgres/src/settings.ts' ||
  /^tools\/[\w-]+\.mjs$|^tools\/release\/[\w-]+\.mjs$|^tools\/bench\//.test(file)
