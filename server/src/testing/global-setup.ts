import type { TestProject } from 'vitest/node'
import { openTestCluster } from './cluster.ts'

declare module 'vitest' {
  interface ProvidedContext {
    clusterUrl: string
    template: string
  }
}

/** Starts the PostgreSQL of the tests once for all test files. */
export default async function globalSetup(project: TestProject) {
  const { server, template } = await openTestCluster()
  project.provide('clusterUrl', server.url('postgres'))
  project.provide('template', template)
  return () => server.close()
}
