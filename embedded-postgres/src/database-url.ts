/** Makes connection strings for the databases of one server, as its superuser. */
export function databaseUrl(port: number, password: string): (database: string) => string {
  return (database) => `postgres://postgres:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}`
}
