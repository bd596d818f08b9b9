import { Client } from "@medusajs/framework/pg"
import { copyCluster, startCluster, type Cluster } from "./database/cluster"
import { createRunFolder } from "./database/runs"
import { databaseTemplate, prepareDatabase } from "./database/template"
import { step, type Log } from "./progress"

export type Database = { url: string; stop: () => Promise<void> }

/** The shop's database, migrated and seeded: the one at `givenUrl`, else a new one that goes when it is stopped. */
export async function startDatabase(givenUrl: string | undefined, log: Log): Promise<Database> {
  if (givenUrl) {
    await step(log, "Database migrated and seeded", () => prepareDatabase(givenUrl))
    return { url: givenUrl, stop: async () => {} }
  }
  const cluster = await startPostgres(log)
  const client = new Client(cluster.url("postgres"))
  await client.connect()
  // Only this shop uses the server, so it takes the prepared database itself: a copy would cost as much time again.
  await client.query("ALTER DATABASE template1 RENAME TO shop")
  await client.end()
  return { url: cluster.url("shop"), stop: () => cluster.stop() }
}

/** A PostgreSQL of one's own, in which every new database is a migrated and seeded shop. */
export async function startPostgres(log: Log): Promise<Cluster> {
  const template = await databaseTemplate(log)
  return await step(
    log,
    ({ version, port }) => `PostgreSQL ${version} on port ${port}`,
    async () => {
      const folder = createRunFolder()
      await copyCluster(template, folder)
      return await startCluster(folder)
    },
  )
}
