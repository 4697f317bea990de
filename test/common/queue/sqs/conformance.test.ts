import { afterAll, describe } from 'vitest'
import { runQueueConformance } from '../../../support/run-queue-conformance.ts'
import { startFauxqs } from '../../../support/sqs-servers.ts'
import { capabilities, sqsFixture } from './fixture.ts'

describe('the queue port on SQS (fauxqs)', async () => {
  const server = await startFauxqs()
  afterAll(() => server.stop())
  runQueueConformance(capabilities, () => sqsFixture(server))
})
