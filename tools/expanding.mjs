/**
 * Migrations expand before they contract: while a new version starts, the one before still answers on the same database, so a
 * migration may add what that version does not know, and may not take away or narrow what it uses.
 */

const kinds =
  'TABLE|VIEW|MATERIALIZED VIEW|COLUMN|FUNCTION|PROCEDURE|TYPE|DOMAIN|SCHEMA|SEQUENCE|EXTENSION|ROLE'

/** Patterns of statements that break the version before. `made`: tables and functions that the same file makes. */
const rules = [
  [new RegExp(`\\bDROP (?:${kinds})\\b`), 'drops something that the version before may use'],
  [/\bALTER TABLE\b.*\bDROP (?!CONSTRAINT|DEFAULT|NOT NULL|COLUMN|EXPRESSION|IDENTITY)/, 'drops a column'],
  [/\bRENAME\b/, 'renames something that the version before uses under its old name'],
  [/\bALTER (?:COLUMN )?\S+ (?:SET DATA )?TYPE\b/, 'changes the type of a column'],
  [/\bSET NOT NULL\b/, 'refuses NULLs that the version before may write'],
  [/\bDROP DEFAULT\b/, 'takes a default that the version before relies on'],
  [
    /\bADD (?:COLUMN )?(?:IF NOT EXISTS )?(?!CONSTRAINT\b|CHECK\b|UNIQUE\b|FOREIGN\b|PRIMARY\b|EXCLUDE\b)\w+ (?:(?!, ADD|\bDEFAULT\b|\bGENERATED\b).)*\bNOT NULL\b(?:(?!, ADD|\bDEFAULT\b|\bGENERATED\b).)*(?:$|, ADD)/,
    'adds a column that must be filled and has no default',
  ],
  [
    /\bADD (?:CONSTRAINT \S+ )?(?:CHECK|UNIQUE|FOREIGN KEY|PRIMARY KEY|EXCLUDE)\b/,
    'adds a constraint that rows of the version before may violate',
  ],
  [/\bCREATE UNIQUE INDEX\b/, 'refuses rows that the version before may write'],
  [/\bREVOKE\b(?!.*\bFROM PUBLIC$)/, 'takes a right that the version before may use'],
]

/** Returns the statements of a migration, one line each, without comments, strings and function bodies. Keeps the bodies of DO. */
export function statementsOf(sql) {
  const plain = sql
    .replace(/--[^\n]*/g, '')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(\bDO\s+)?(\$\w*\$)([\s\S]*?)\2/g, (_, isRun, __, body) =>
      isRun ? body.replace(/\b(BEGIN|DECLARE|THEN|LOOP|ELSE)\b/g, ';') : "''",
    )
    .replace(/'(?:[^']|'')*'/g, "''")
  return plain.split(';').flatMap((statement) => statement.replace(/\s+/g, ' ').trim() || [])
}

const nameIn = (statement, pattern) => pattern.exec(statement)?.[1]?.replace(/^public\./, '')

/** Returns a sentence for each statement of a migration that would break the version before. */
export function breachesOf(sql) {
  const statements = statementsOf(sql)
  const made = new Set(
    statements.flatMap(
      (one) => nameIn(one, /^CREATE (?:UNLOGGED )?TABLE (?:IF NOT EXISTS )?([\w.]+)/i) ?? [],
    ),
  )
  const remade = (kind, name) =>
    statements.some((one) =>
      new RegExp(`^CREATE (?:OR REPLACE )?(?:CONSTRAINT )?${kind} ${name}\\b`, 'i').test(one),
    )
  return statements.flatMap((statement) => {
    const table = nameIn(
      statement,
      /^(?:ALTER TABLE (?:IF EXISTS )?(?:ONLY )?|CREATE UNIQUE INDEX (?:IF NOT EXISTS )?\w+ ON )([\w.]+)/i,
    )
    if (table && made.has(table)) return []
    const said = statement.length > 120 ? `${statement.slice(0, 117)}...` : statement
    const rule = rules.find(([pattern]) => new RegExp(pattern.source, 'i').test(statement))
    if (rule) return [`"${said}" ${rule[1]}`]
    for (const kind of ['POLICY', 'TRIGGER']) {
      const dropped = nameIn(statement, new RegExp(`^DROP ${kind} (?:IF EXISTS )?(\\w+)`, 'i'))
      if (dropped && !remade(kind, dropped)) return [`"${said}" drops what guards the version before`]
    }
    return []
  })
}
