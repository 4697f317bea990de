import { buildApp } from '../../src/app.ts'
import { createChangeConsumers } from '../../src/change-consumers.ts'
import { loadConfig } from '../../src/config.ts'
import { createDependencies } from '../../src/dependencies.ts'

/** The service without a socket: deletes the users that it is given, once each, and acts on changes. Somebody kills it. */
const [, , ...userIds] = process.argv
const config = loadConfig()
const dependencies = await createDependencies(config)
const app = await buildApp({ config, dependencies, logger: false })
createChangeConsumers({ config, dependencies })?.start()
// Waiting for changes alone does not keep a process alive.
setInterval(() => undefined, 60_000)
await Promise.all(userIds.map((userId) => app.inject({ method: 'DELETE', url: `/api/v1/users/${userId}` })))
