import { expect, test } from 'vitest'
import { envTableName } from '../../../src/common/data/table-name.ts'

test.each([
  [undefined, undefined, 'passengers', 'dev_passengers'],
  [undefined, 'staging', 'passengers', 'staging_passengers'],
  ['titanic', undefined, 'passengers', 'titanic_dev_passengers'],
  ['acme', 'prod', 'passengers', 'acme_prod_passengers'],
  ['', 'dev', 'passengers', 'dev_passengers'],
  ['myapp', 'dev', 'passengers', 'myapp_dev_passengers'],
  ['myapp', 'prod', 'jobs', 'myapp_prod_jobs'],
  ['', '', 'passengers', 'dev_passengers'],
])('56 namespace %s, environment %s, base %s is %s', (namespace, environment, base, expected) => {
  const naming = {
    ...(namespace !== undefined && { namespace }),
    ...(environment !== undefined && { environment }),
  }
  expect(envTableName(base, naming)).toBe(expected)
})
