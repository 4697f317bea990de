import { afterAll, describe } from 'vitest'
import { runQueueConformance } from '../../../support/run-queue-conformance.ts'
import { startMoto } from '../../../support/sqs-servers.ts'
import { capabilities, sqsFixture } from './fixture.ts'

const server = await startMoto()

describe.skipIf(!server)('the queue port on SQS (moto)', () => {
  if (!server) return
  afterAll(() => server.stop())
  runQueueConformance(capabilities, () => sqsFixture(server))
})
