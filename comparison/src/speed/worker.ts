import { answerParent } from '../../../scripts/bench/child-calls.ts'
import { meters } from '../../../scripts/bench/meters.ts'
import type { Sample } from '../../../scripts/bench/rounds.ts'
import { documentClientLibrary } from '../libraries/document-client.ts'
import type { Library, Opened } from '../library.ts'
import { CannedDynamoDb } from './canned-dynamodb.ts'
import { operations, stored, TABLE, type Operation } from './operations.ts'
import { inProcess } from './transports.ts'

/** The process of one library: none shares its compiled code with another. */

/** As many calls as a service under load has in hand. */
const CONCURRENCY = 16

const canned = new CannedDynamoDb()
let opened: Opened | undefined

/** On demand: only the measured library is loaded. */
const loaders: Readonly<Record<string, () => Promise<Library>>> = {
  DocumentClient: async () => documentClientLibrary,
  Bulkhead: async () => (await import('../libraries/ours.ts')).ours,
  ElectroDB: async () => (await import('../libraries/electrodb.ts')).electrodb,
  'DynamoDB-Toolbox': async () => (await import('../libraries/toolbox.ts')).toolbox,
  Dynamoose: async () => (await import('../libraries/dynamoose.ts')).dynamooseLibrary,
  OneTable: async () => (await import('../libraries/onetable.ts')).onetable,
  TypeDORM: async () => (await import('../libraries/typedorm.ts')).typedorm,
  'aws-lite': async () => (await import('../libraries/aws-lite.ts')).awsLiteLibrary,
}

function operationOf(name: string): Operation {
  const operation = operations.find((each) => each.name === name)
  if (!operation || !opened) throw new Error(`Nothing was started, or there is no operation ${name}`)
  return operation
}

const calls = {
  /** Opens the library and lets it write what it is going to read. `endpoint`: that of a canned server, if any. */
  start: async ({ library, endpoint }: { library: string; endpoint: string | null }): Promise<void> => {
    const loaded = await loaders[library]?.()
    if (!loaded) throw new Error(`There is no library ${library}`)
    opened = await loaded.open({
      endpoint: endpoint ?? 'http://127.0.0.1:1',
      table: TABLE,
      ...(endpoint === null && { requestHandler: inProcess(canned) }),
    })
    for (const story of stored) await opened.stories.put(story)
    if (endpoint === null) canned.freeze(TABLE)
  },

  /** Does it once. @throws Error when what comes back is not what it should be */
  check: async (name: string): Promise<void> => {
    const operation = operationOf(name)
    if (operation.batch !== undefined) canned.expectKeys(operation.batch)
    const count = await operation.run((opened as Opened).stories)
    if (count !== operation.expected) throw new Error(`${name} gave ${count}, not ${operation.expected}`)
  },

  /** Until so much CPU time is spent: on a busy machine a stretch of time holds anything or nothing. */
  run: async ({ name, milliseconds }: { name: string; milliseconds: number }): Promise<Sample> => {
    const operation = operationOf(name)
    const { stories } = opened as Opened
    const before = meters.cpuMicros()
    let done = 0
    let spent = 0
    const chain = async (): Promise<void> => {
      while (spent < milliseconds * 1000) {
        await operation.run(stories)
        done += 1
        // Now and then: asking costs as much as a part of a fast operation.
        if (done % CONCURRENCY === 0) spent = meters.cpuMicros() - before
      }
    }
    await Promise.all(Array.from({ length: CONCURRENCY }, chain))
    return { operations: done, cpuMicros: meters.cpuMicros() - before }
  },
}

export type WorkerCalls = typeof calls

answerParent(calls)
