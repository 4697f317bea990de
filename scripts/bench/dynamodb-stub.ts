import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { CursorCodec } from '../../src/common/data/cursor.ts'
import { SqliteStore } from '../../src/common/data/store/sqlite/sqlite-store.ts'
import { PassengerDataService } from '../../src/features/passengers/service/passenger-data-service.ts'
import { toAttributeMap } from '../../src/common/data/store/dynamodb/attribute-value.ts'
import { scaleId, scalePassengers } from './scale-passengers.ts'

/** One more than a page of 100: the data layer reads one ahead to know whether there is a next page. */
const SCANNED = 101

interface Request {
  readonly headers: Readonly<Record<string, string>>
}

/** Made by the data service itself, so that they are stored as it stores them; the store is never used. */
const service = new PassengerDataService({
  store: SqliteStore.open({ path: ':memory:', tableName: (base) => base }),
  cursors: new CursorCodec(Buffer.alloc(32)),
})
const items = scalePassengers
  .slice(0, SCANNED)
  .map((passenger) => toAttributeMap(service.prepare(passenger).record))

const ANSWERS: Readonly<Record<string, object>> = {
  GetItem: { Item: items[0] },
  PutItem: {},
  UpdateItem: { Attributes: items[0] },
  Scan: {
    Items: items,
    Count: SCANNED,
    ScannedCount: SCANNED,
    LastEvaluatedKey: { id: { S: scaleId(SCANNED - 1) } },
  },
}

/** What is answered to an operation, as JSON. */
export const bytesOf: ReadonlyMap<string, Uint8Array> = new Map(
  Object.entries(ANSWERS).map(([operation, answer]) => [
    operation,
    new TextEncoder().encode(JSON.stringify(answer)),
  ]),
)

/** Answers in place of the network, in this process: the same bytes for an operation whatever is asked. */
const stub = {
  metadata: { handlerProtocol: 'http/1.1' },
  handle: async ({ headers }: Request) => {
    const operation = headers['x-amz-target']?.split('.').at(-1) ?? ''
    const bytes = bytesOf.get(operation)
    if (bytes === undefined) throw new Error(`The stub knows no answer to ${operation}`)
    const responseHeaders = {
      'content-type': 'application/x-amz-json-1.0',
      'content-length': String(bytes.length),
      'x-amzn-requestid': 'BENCHMARKBENCHMARKBENCHMARKBENCHMARKBENCHMARKBENCHMA',
    }
    // A view of its own: the SDK changes the prototype of what it is given.
    return { response: { statusCode: 200, headers: responseHeaders, body: bytes.subarray() } }
  },
  updateHttpClientConfig: () => undefined,
  httpHandlerConfigs: () => ({}),
  destroy: () => undefined,
}

/** Puts the stub in the place of the client's transport; everything else of the client stays as it is. */
export function withoutNetwork<C extends DynamoDBClient>(client: C): C {
  client.config.requestHandler = stub
  return client
}
