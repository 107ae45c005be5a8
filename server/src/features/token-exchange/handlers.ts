import { PostgresError } from '#database/driver/errors.ts'
import type { Sql } from '#database/sql.ts'
import { type HandlersOf, prepared } from '#pipeline/handler.ts'
import { answers } from '#policy/decide.ts'
import { Refusal, refuseField, refuseStale } from '#policy/refusal.ts'
import { discoveryPath, tokenPath } from './exchange-door.ts'
import { fetchKeys, KeysNotFetched } from './fetch-keys.ts'
import { checkState, differencesOf, type IssuerState, keySummaries, stateOf } from './issuer-state.ts'
import type { Jwk } from './key-set.ts'
import {
  csrsToMap,
  endLostIssuerSessions,
  insertIssuer,
  insertIssuerVersion,
  issuerSubjects,
  issuersForStaff,
  issuerVersions,
  lockIssuer,
  mapIssuerSubject,
  nextIssuerVersion,
  storeKeys,
  unmapIssuerSubject,
  updateIssuer,
} from './queries.ts'

type Endpoints = 'readTrustedIssuers' | 'saveTrustedIssuer' | 'changeIssuerSubject' | 'testTrustedIssuer'

const isTwice = (error: unknown) => error instanceof PostgresError && error.code === '23505'

/** Writes an issuer's row; another issuer may have the same name already. */
async function refusingTwice<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    throw isTwice(error) ? refuseField('issuer', 'issuer-taken') : error
  }
}

const issuerNamed = async (sql: Sql, timeZone: string, issuerKey: string) => {
  const row = (await issuersForStaff(sql, { timeZone, issuerKey }))[0]
  if (!row) throw new Refusal('not-found')
  return row
}

export const trustedIssuerHandlers: HandlersOf<Endpoints> = {
  readTrustedIssuers: async (_, { sql, grant, installation: { timeZone, origins } }) => {
    const [rows, subjects, versions, csrs] = await Promise.all([
      issuersForStaff(sql, { timeZone, issuerKey: null }),
      issuerSubjects(sql, {}),
      issuerVersions(sql, {}),
      csrsToMap(sql, {}),
    ])
    return {
      discoveryAddress: origins.desk + discoveryPath,
      tokenEndpoint: origins.desk + tokenPath,
      issuers: rows.map((row) => ({
        issuerKey: row.issuerKey,
        version: row.version,
        isActive: row.isActive,
        lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
        keysFetchedAt: row.keysFetchedAt?.toISOString() ?? null,
        keys: keySummaries(row.pastedKeys ?? row.fetchedKeys),
        state: stateOf(row),
        subjects: subjects
          .filter(({ issuerKey }) => issuerKey === row.issuerKey)
          .map(({ mappedAt, ...one }) => ({ ...one, mappedAt: mappedAt.toISOString() })),
        versions: versions
          .filter(({ issuerKey }) => issuerKey === row.issuerKey)
          .map(({ before, after, changedAt, ...one }) => ({
            ...one,
            changedAt: changedAt.toISOString(),
            differences: differencesOf(before, after),
          })),
      })),
      csrs,
      may: answers(grant.actor, {}, 'trusted-issuer:change'),
    }
  },

  saveTrustedIssuer: async ({ body }, { sql, grant, note, installation: { timeZone } }) => {
    const { issuerKey, version, reason } = body
    const state = checkState(body.state)
    await lockIssuer(sql, { issuerKey })
    const [row] = await issuersForStaff(sql, { timeZone, issuerKey })
    const before = row ? stateOf(row) : null
    if ((row?.version ?? 0) !== version) {
      if (!before) throw new Refusal('not-found')
      if (version === 0) throw refuseField('issuerKey', 'issuer-taken')
      throw refuseStale<IssuerState>(state, before, row?.version ?? 0)
    }
    const values = { issuerKey, ...state, timeZone }
    await refusingTwice(() => (row ? updateIssuer(sql, grant, values) : insertIssuer(sql, grant, values)))
    // Compared as they are stored: a form that changes nothing makes no version.
    const after = stateOf(await issuerNamed(sql, timeZone, issuerKey))
    const differences = differencesOf(before, after)
    if (differences.length === 0) throw refuseField('state', 'unchanged')
    const change = row ? 'changed' : 'created'
    const newVersion = version + 1
    await insertIssuerVersion(sql, grant, {
      issuerKey,
      newVersion,
      change,
      reason,
      before: before && JSON.stringify(before),
      after: JSON.stringify(after),
    })
    const { ended } = await endLostIssuerSessions.one(sql, grant, { issuerKey })
    note({
      event: 'changed',
      details: {
        change: `issuer-${change}`,
        issuer: issuerKey,
        version: newVersion,
        fields: differences.map(({ field }) => field).join(', '),
        endedSessions: ended,
        givenReason: reason,
      },
    })
    return { version: newVersion, endedSessions: ended }
  },

  changeIssuerSubject: async ({ body }, { sql, grant, note, installation: { timeZone } }) => {
    const { issuerKey, subject, csrId: ofCsrId, isMapped, reason } = body
    // A CSR who maps a subject to themselves would give themselves a second way to sign in.
    if (ofCsrId === grant.csrId && isMapped) throw new Refusal('own-rights')
    await lockIssuer(sql, { issuerKey })
    await issuerNamed(sql, timeZone, issuerKey)
    if (isMapped && !(await csrsToMap(sql, {})).some(({ csrId }) => csrId === ofCsrId))
      throw refuseField('csrId', 'unknown')
    const mapped = { issuerKey, subject, ofCsrId }
    const done = await (isMapped ? mapIssuerSubject : unmapIssuerSubject).first(sql, grant, mapped)
    if (!done) throw isMapped ? refuseField('subject', 'subject-taken') : new Refusal('not-found')
    const { version: newVersion } = await nextIssuerVersion.one(sql, grant, { issuerKey })
    const change = isMapped ? 'subject-mapped' : 'subject-unmapped'
    const [before, after] = isMapped ? [null, mapped] : [mapped, {}]
    await insertIssuerVersion(sql, grant, {
      issuerKey,
      newVersion,
      change,
      reason,
      before: before && JSON.stringify({ subject: before.subject, csr: before.ofCsrId }),
      after: JSON.stringify('subject' in after ? { subject: after.subject, csr: after.ofCsrId } : {}),
    })
    const { ended } = await endLostIssuerSessions.one(sql, grant, { issuerKey })
    note({
      event: 'changed',
      details: { change, issuer: issuerKey, csr: ofCsrId, endedSessions: ended, givenReason: reason },
    })
    return { endedSessions: ended }
  },

  testTrustedIssuer: prepared(
    async ({ body: { issuerKey } }, { pool, installation }): Promise<Tested> => {
      const { keyAddress } = await issuerNamed(pool, installation.timeZone, issuerKey)
      if (keyAddress === null) return { outcome: 'ok', keyAddress }
      try {
        return { outcome: 'ok', keyAddress, keys: await fetchKeys(keyAddress, installation.insideKeyHosts) }
      } catch (error) {
        if (!(error instanceof KeysNotFetched)) throw error
        return { outcome: error.failure, keyAddress }
      }
    },
    async ({ body: { issuerKey } }, { sql, grant, note, installation }, { outcome, keyAddress, keys }) => {
      if (keys && keyAddress !== null)
        await storeKeys(sql, grant, { issuerKey, keyAddress, keys: JSON.stringify({ keys }) })
      const row = await issuerNamed(sql, installation.timeZone, issuerKey)
      note({ event: 'changed', details: { change: 'issuer-tested', issuer: issuerKey, outcome } })
      return { outcome, keys: outcome === 'ok' ? keySummaries(row.pastedKeys ?? row.fetchedKeys) : [] }
    },
  ),
}

type Tested = { outcome: string; keyAddress: string | null; keys?: Jwk[] }
