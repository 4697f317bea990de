import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import { afterAll, describe, onTestFinished, test } from 'vitest'
import { defineTable } from '../../../../../src/common/data/model/table.ts'
import {
  PostgresStore,
  type PostgresStoreOptions,
} from '../../../../../src/common/data/store/postgres/postgres-store.ts'
import type { StoreTable } from '../../../../../src/common/data/store/store.ts'
import type { PostgresServer } from '../../../../support/postgres-server.ts'

export const deployment = { tier: 'test', flag: 'Enable' }

/** A table with an index of each kind. */
export const things = defineTable({
  base: 'things',
  key: { pk: 'pk', sk: 'sk' },
  indexes: {
    byGroup: { pk: 'group', sk: { name: 'rank', type: 'N' } },
    byKind: { pk: 'kind', projection: 'KEYS_ONLY' },
    inverted: { pk: 'sk', sk: 'pk' },
    byTime: { kind: 'local', pk: 'pk', sk: 'time' },
  },
  deployment,
})

export const tableName = (base: string): string => `dev_${base}`

/** Tests that need a server, which is stopped after them. */
export function describeOn<Server extends PostgresServer>(
  server: Server | undefined,
  title: string,
  tests: (server: Server) => void,
): void {
  if (!server) {
    test.skip(`${title} (there is no server)`)
    return
  }
  describe(title, () => {
    afterAll(() => server.stop())
    tests(server)
  })
}

/** The name of a schema that nobody else uses. */
export const newSchema = (): string => `test ${randomBytes(6).toString('hex')}`

export async function dropSchema({ connectionString }: PostgresServer, schema: string): Promise<void> {
  await runSql(connectionString, `DROP SCHEMA IF EXISTS "${schema}" CASCADE`)
}

/** Rows of a statement that goes past the store. */
export async function runSql(
  connectionString: string,
  text: string,
  values: readonly unknown[] = [],
): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString })
  await client.connect()
  try {
    const { rows } = await client.query<Record<string, unknown>>(text, [...values])
    return rows
  } finally {
    await client.end()
  }
}

/** A store in a schema of its own that is gone after the test. */
export function openStore(
  server: PostgresServer,
  options: Partial<PostgresStoreOptions> = {},
): { store: PostgresStore; schema: string } {
  const schema = options.schema ?? newSchema()
  const { connectionString } = server
  const store = PostgresStore.open({ connectionString, tableName, ...options, schema })
  onTestFinished(async () => {
    await store.close()
    if (options.schema === undefined) await dropSchema(server, schema)
  })
  return { store, schema }
}

/** As `openStore`, with the table of things. */
export async function openThings(
  server: PostgresServer,
  options: Partial<PostgresStoreOptions> = {},
): Promise<{ store: PostgresStore; table: StoreTable; schema: string }> {
  const opened = openStore(server, options)
  await opened.store.createTable(things)
  return { ...opened, table: opened.store.table(things) }
}
