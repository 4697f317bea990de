import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript'

const HEADER =
  '// Generated from the OpenAPI document by `npm run client:generate`. Change the service, not this file.\n\n'

/** TypeScript types of every operation and schema in an OpenAPI document. */
export async function clientTypes(document: object): Promise<string> {
  // A copy: the generator changes what it is given.
  const copy = structuredClone(document) as OpenAPI3
  // Not `immutable`: openapi-fetch 0.17 takes a readonly array for an object.
  return HEADER + astToString(await openapiTS(copy, { silent: true }))
}
