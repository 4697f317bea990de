import { onEveryStore } from '../../support/every-store.ts'
import { entitiesTable } from '../../support/story-model.ts'
import { consumerSuite } from './consumer-suite.ts'

await onEveryStore([entitiesTable], consumerSuite)
