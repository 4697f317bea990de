import { buildApp } from '../../src/app.ts'
import { createChangeConsumers } from '../../src/change-consumers.ts'
import { loadConfig } from '../../src/config.ts'
import { createDependencies } from '../../src/dependencies.ts'

/**
 * The service without a socket: creates users, two at a time and for ever, and prints `created <id>` once one is
 * acknowledged, while it acts on changes. Somebody kills it.
 */
const [, , round = ''] = process.argv
const config = loadConfig()
const dependencies = await createDependencies(config)
const app = await buildApp({ config, dependencies, logger: false })
createChangeConsumers({ config, dependencies })?.start()

async function create(writer: number): Promise<void> {
  for (let next = 0; ; next++) {
    const userId = `${round}-${writer}-${next}`
    const payload = { userId, email: `${userId}@example.org`, name: userId }
    const { statusCode } = await app.inject({ method: 'POST', url: '/api/v1/users', payload })
    if (statusCode === 201) process.stdout.write(`created ${userId}\n`)
  }
}

await Promise.all(Array.from({ length: 2 }, (_, writer) => create(writer)))
