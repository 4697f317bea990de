import type { FastifyInstance, FastifySchema, RouteOptions } from 'fastify'
import fp from 'fastify-plugin'

const OPERATION_ID = /^[a-z][A-Za-z0-9]*$/

function faultsOf(schema: FastifySchema): string[] {
  const { operationId = '', summary = '', description = '', tags = [], response } = schema
  const statuses = Object.keys(response ?? {})
  const faults: string[] = []
  if (!OPERATION_ID.test(operationId)) faults.push('an operationId in lowerCamelCase')
  if (summary === '') faults.push('a summary')
  if (description === '') faults.push('a description')
  if (tags.length !== 1) faults.push('exactly one tag')
  if (!statuses.some((status) => /^2\d\d$/.test(status))) faults.push('a 2xx response')
  return faults
}

/** Refuses to start with a route that the documentation could not describe: part of the recipe for a feature. */
function openapiGuard(app: FastifyInstance, _options: object, done: () => void): void {
  const owners = new Map<string, string>()

  const check = ({ method, url, schema }: RouteOptions): void => {
    const route = `${[method].flat().join(',')} ${url}`
    // HEAD routes are made from GET routes, and are not documented apart.
    if (method === 'HEAD' || schema?.hide === true) return
    const faults = schema ? faultsOf(schema) : ['a schema (or `hide: true`)']
    if (faults.length > 0) throw new Error(`Route ${route} needs ${faults.join(', ')}`)
    const operationId = schema?.operationId ?? ''
    const owner = owners.get(operationId)
    if (owner !== undefined) throw new Error(`Route ${route} reuses operationId ${operationId} of ${owner}`)
    owners.set(operationId, route)
  }

  app.addHook('onRoute', check)
  done()
}

/** Register it after `openapi` (its types) and before any route. */
export const openapiGuardPlugin = fp(openapiGuard, { name: 'openapi-guard', fastify: '5.x' })
