/** What a deployed table name is made of: `APP_NAMESPACE` and `APP_ENV`. */
export interface TableNaming {
  /** Empty for none. */
  readonly namespace?: string
  /** Empty or absent means `dev`. */
  readonly environment?: string
}

/** The physical name of a table from its base name. */
export type TableNameResolver = (base: string) => string

/**
 * `{namespace}_{environment}_{base}`, without the first part when the namespace is empty:
 * `myapp_dev_passengers`, `dev_passengers`. No other code forms a table name.
 */
export function envTableName(base: string, { namespace, environment }: TableNaming = {}): string {
  const scope = environment === undefined || environment === '' ? 'dev' : environment
  return namespace === undefined || namespace === '' ? `${scope}_${base}` : `${namespace}_${scope}_${base}`
}
