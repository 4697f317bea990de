import { afterAll, describe, test } from 'vitest'
import { runQueueConformance } from '../../../support/run-queue-conformance.ts'
import { startMoto } from '../../../support/sqs-servers.ts'
import { capabilities, sqsFixture } from './fixture.ts'

const server = await startMoto()

if (server) {
  describe('the queue port on SQS (moto)', () => {
    afterAll(() => server.stop())
    runQueueConformance(capabilities, () => sqsFixture(server))
  })
} else test.skip('the queue port on SQS (moto is not there)')
