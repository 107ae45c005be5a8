/** What each folder at the top may import of the others. A folder without a row imports none, and none imports it. */
const workspaces = {
  portal: 'contract ui locales',
  desk: 'contract ui locales',
  server: 'contract embedded-postgres locales',
  tools: 'contract embedded-postgres locales server portal desk ui e2e',
  e2e: 'contract embedded-postgres locales server portal desk ui tools',
}

/** What each folder of the server may import of the others. Files in `server/src` itself may import all. */
const serverFolders = {
  encryption: '',
  'transparency-log': '',
  integrations: 'transparency-log',
  policy: 'database',
  database: 'policy encryption',
  'shared-assets': 'database',
  health: 'database',
  worker: 'database policy',
  sessions: 'database policy encryption',
  record: 'database policy',
  pipeline: 'database policy sessions record',
  http: 'database policy sessions pipeline encryption',
  tasks: 'database policy record pipeline integrations worker',
  features:
    'database policy sessions record pipeline integrations worker tasks http health encryption transparency-log',
  start:
    'database policy sessions record integrations worker tasks http health shared-assets features encryption transparency-log',
}

const named = (row, name) => row?.split(' ').includes(name)
/** Tests and what only they use: most rules are about the product. */
export const isTest = (file) => /\.(test|spec|fixture|refused)\.tsx?$|^e2e\/|\/testing\//.test(file)
const zoneOf = (file) => file.split('/')[0]
/** The folder of the server that a file is in; undefined where the file composes what all folders have. */
const folderOf = (file) => /^server\/src\/(?!testing\/|policy\/rows\.generated)([^/]+)\/./.exec(file)?.[1]
const featureOf = (file) => /^server\/src\/features\/([^/]+)\//.exec(file)?.[1]

const importsMore =
  (zone, allowed) =>
  ({ file, to, isOurs }) =>
    zoneOf(file) === zone && !isTest(file) && !allowed.test(to) && !isOurs

/** What is a breach in an import from `file` to `to`. */
export const importRules = {
  // A workspace has `#` for its own files, and all others have names. tools has neither for its own.
  'climbs more than two levels': ({ file, to, specifier }) =>
    /(\.\.\/.*){3}/.test(specifier) && !(zoneOf(file) === 'tools' && zoneOf(to) === 'tools'),
  'a workspace imports only what is below it': ({ file, to, isOurs }) =>
    isOurs &&
    zoneOf(to) !== zoneOf(file) &&
    !named(workspaces[zoneOf(file)], zoneOf(to)) &&
    !(file === 'server/src/app.ts' && to.startsWith('portal/src/app/')),
  'the contract imports nothing but zod': importsMore('contract', /^zod$/),
  'the embedded PostgreSQL imports nothing but Node': importsMore('embedded-postgres', /^node:/),
  'a folder of the server imports only what is below it': ({ file, to }) => {
    const [from, target] = [folderOf(file), folderOf(to)]
    return from && target && from !== target && !isTest(file) && !named(serverFolders[from], target)
  },
  'features meet only through index.ts': ({ file, to }) => {
    const [from, target] = [featureOf(file), featureOf(to)]
    return from && target && from !== target && !isTest(file) && !to.endsWith('/index.ts')
  },
  'the policy rows of a feature know the policy alone': ({ file, to }) =>
    /^server\/src\/features\/[^/]+\/policy\.ts$/.test(file) &&
    !/^server\/src\/policy\/(policy|staff-work|actor|subject)\.ts$|^contract\//.test(to),
  'only tests import the testing folder': ({ file, to }) =>
    zoneOf(file) === 'server' && !isTest(file) && to.startsWith('server/src/testing/'),
  'an island imports no page': ({ file, to }) =>
    /\.island\.tsx?$/.test(file) && /\/(page|form)\.tsx$/.test(to),
}
