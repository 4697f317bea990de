import { PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb'
import { startDynamoDbServer } from '../../../test/support/dynamodb-servers.ts'
import { startPartialBatchProxy, type PartialBatchProxy } from '../../../test/support/partial-batch-proxy.ts'
import { plainClient } from '../clients.ts'
import type { Library } from '../library.ts'
import { createPhysicalTable } from '../physical-table.ts'
import type { Case } from './case.ts'
import { caseOfKeys, delimiter, indexAfterAdd, numberOrder, twoPartIndexKey } from './key-cases.ts'
import { messageOf, wrong, type Outcome } from './outcome.ts'
import { badItem, filterAndLimit, forgedCursor } from './read-cases.ts'
import { changeOrCreate, halfAnItem, sixtyAtOnce, unprocessed } from './write-cases.ts'

export const cases: readonly Case[] = [
  indexAfterAdd,
  changeOrCreate,
  caseOfKeys,
  delimiter,
  numberOrder,
  twoPartIndexKey,
  halfAnItem,
  badItem,
  sixtyAtOnce,
  unprocessed,
  filterAndLimit,
  forgedCursor,
]

/** One cell of the table. */
export interface Result {
  readonly case: Case
  readonly library: Library
  readonly outcome: Outcome
}

export interface Results {
  readonly server: string
  readonly results: readonly Result[]
}

/** Every case with every library, each on an empty table, one after the other: some libraries have global state. */
export async function runCases(libraries: readonly Library[]): Promise<Results> {
  const server = await startDynamoDbServer()
  const proxy = await startPartialBatchProxy(server.endpoint)
  try {
    const results: Result[] = []
    for (const each of cases) {
      for (const library of libraries) {
        results.push({ case: each, library, outcome: await runCase(each, library, proxy) })
      }
    }
    return { server: server.name, results }
  } finally {
    await proxy.stop()
    await server.stop()
  }
}

let tables = 0

async function runCase(each: Case, library: Library, proxy: PartialBatchProxy): Promise<Outcome> {
  const { endpoint } = proxy
  const table = `table-${++tables}`
  const client = plainClient({ endpoint })
  await createPhysicalTable(client, table, library.keys)
  const opened = await library.open({ endpoint, table })

  async function spoil(storyId: string): Promise<void> {
    const { Items = [] } = await client.send(new ScanCommand({ TableName: table, ConsistentRead: true }))
    const stored = Items.find((item) => item.storyId?.S === storyId)
    if (!stored) throw new Error(`No stored item has the storyId ${storyId}`)
    await client.send(new PutItemCommand({ TableName: table, Item: { ...stored, views: { S: 'oops' } } }))
  }

  try {
    const cutNextBatch = (operation: 'BatchGetItem' | 'BatchWriteItem'): void => {
      proxy.cutNext(operation)
    }
    return await each.run({ ...opened, library, spoil, cutNextBatch })
  } catch (error) {
    return wrong(messageOf(error))
  } finally {
    await opened.close()
    client.destroy()
  }
}
