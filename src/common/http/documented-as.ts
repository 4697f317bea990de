/** A symbol, so that neither the validator nor the serialiser stumbles over it. */
const DOCUMENTED = Symbol('documented')

/** The schema, with another one to be shown in its place in the OpenAPI document: it says more than is validated here. */
export function documentedAs<T extends object>(schema: T, shown: object): T {
  return { ...schema, [DOCUMENTED]: shown }
}

/** What the OpenAPI document shows of a schema. */
export function documented(schema: unknown): unknown {
  if (typeof schema !== 'object' || schema === null) return schema
  return Reflect.get(schema, DOCUMENTED) ?? schema
}
