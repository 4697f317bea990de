import { awsLiteLibrary } from './libraries/aws-lite.ts'
import { dynamooseLibrary } from './libraries/dynamoose.ts'
import { electrodb } from './libraries/electrodb.ts'
import { onetable } from './libraries/onetable.ts'
import { ours } from './libraries/ours.ts'
import { toolbox } from './libraries/toolbox.ts'
import { typedorm } from './libraries/typedorm.ts'
import type { Library } from './library.ts'

export const libraries: readonly Library[] = [
  ours,
  electrodb,
  toolbox,
  dynamooseLibrary,
  onetable,
  typedorm,
  awsLiteLibrary,
]
