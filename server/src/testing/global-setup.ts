import { randomBytes } from 'node:crypto'
import type { TestProject } from 'vitest/node'
import { openPool } from '#database/sql.ts'
import { openTestCluster } from './cluster.ts'
import { buildSmallTown } from './small-town.ts'

declare module 'vitest' {
  interface ProvidedContext {
    clusterUrl: string
    /** The migrated database. */
    template: string
    /** The migrated database with the small town in it. */
    townTemplate: string
  }
}

/**
 * Makes a template with the small town, anew for each run: what the town's rows say of the time of their making is of today.
 * Returns its name and how to drop it.
 */
async function makeTownTemplate(urlOf: (database: string) => string, template: string) {
  const townTemplate = `town_${randomBytes(8).toString('hex')}`
  const admin = openPool(urlOf('postgres'), 1)
  await admin.unsafe(`CREATE DATABASE ${townTemplate} TEMPLATE ${template} STRATEGY file_copy`)
  const owner = openPool(urlOf(townTemplate), 1)
  await buildSmallTown(owner)
  await owner.end()
  return {
    townTemplate,
    drop: async () => {
      await admin.unsafe(`DROP DATABASE ${townTemplate}`)
      await admin.end()
    },
  }
}

/** Starts the PostgreSQL of the tests once for all test files. */
export default async function globalSetup(project: TestProject) {
  const { server, template } = await openTestCluster()
  project.provide('clusterUrl', server.url('postgres'))
  project.provide('template', template)
  const { townTemplate, drop } = await makeTownTemplate((database) => server.url(database), template)
  project.provide('townTemplate', townTemplate)
  return async () => {
    await drop()
    await server.close()
  }
}
