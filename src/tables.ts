import { entitiesTable } from './common/data/entities-table.ts'
import { idempotencyTable } from './common/http/idempotency-table.ts'
import { messagesTable } from './common/queue/message-table.ts'
import { changeConsumersTable } from './common/streams/consumer-table.ts'
import type { TableDefinition } from './common/data/model/table.ts'
import { jobsTable } from './features/jobs/model/job-table.ts'
import { passengersTable } from './features/passengers/model/passenger-table.ts'
import { propertiesTable } from './features/properties/model/property-table.ts'

/** Every physical table of the service: created at start where the backend allows it, and held equal to the templates. */
export const tables: readonly TableDefinition[] = [
  passengersTable,
  propertiesTable,
  idempotencyTable,
  jobsTable,
  messagesTable,
  entitiesTable,
  changeConsumersTable,
]
