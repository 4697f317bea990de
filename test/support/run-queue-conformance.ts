import { test } from 'vitest'
import { Given, type QueueFixture } from '../../src/common/queue/testing/queue-case.ts'
import { queueConformance } from '../../src/common/queue/testing/queue-conformance.ts'

/** One test a case of the kit, each with a queue of its own; what a backend cannot do is skipped, and said. */
export function runQueueConformance(
  capabilities: QueueFixture['capabilities'],
  open: () => Promise<QueueFixture>,
): void {
  for (const each of queueConformance) {
    const { name, needs = [] } = each
    const lacking = needs.filter((need) => !capabilities.has(need))
    if (lacking.length > 0) {
      console.info(`Skipping '${name}': no ${lacking.join(', no ')}`)
      test.skip(name)
      continue
    }
    // Most of a case is waiting, and each has a queue of its own.
    test.concurrent(name, async () => {
      const fixture = await open()
      try {
        await each.run(new Given(fixture))
      } finally {
        await fixture.queue.close()
        await fixture.other.close()
      }
    })
  }
}
