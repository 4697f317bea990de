import { leaseConformance } from './lease-conformance.ts'
import type { QueueCase } from './queue-case.ts'
import { sendConformance } from './send-conformance.ts'

/** What every backend of the queue port must do, without a test framework; each case wants an empty queue. */
export const queueConformance: readonly QueueCase[] = [...sendConformance, ...leaseConformance]
