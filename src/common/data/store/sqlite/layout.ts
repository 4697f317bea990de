import type { IndexDefinition, KeyAttribute, KeySchema } from '../../model/table.ts'
import { projectedAttributes } from '../projection.ts'
import type * as sql from '../sql/access-path.ts'
import type { KeyColumn } from '../sql/key-columns.ts'
import { PARTITION_KEY_BYTES, SORT_KEY_BYTES } from '../sql/limits.ts'
import { shapeOf, type TableShape } from '../table-description.ts'

/** A key attribute and the column that holds it. */
export interface Column extends KeyColumn {
  /** Quoted. */
  readonly sql: string
}

/** One way to read a table: its own key order, or that of an index. */
export interface AccessPath extends sql.AccessPath<Column> {
  /** The `FROM` of a query; it names the index, so that a query which could not use it fails to prepare. */
  readonly from: string
}

export interface IndexLayout extends AccessPath {
  /** Quoted name of the SQL index. */
  readonly sqlName: string
  readonly createSql: string
}

/** How one physical table stands in SQL. */
export interface TableLayout {
  /** The physical name. */
  readonly name: string
  /** Quoted. */
  readonly table: string
  readonly key: readonly Column[]
  /** Columns for the index attributes that are not in the table's own key. */
  readonly extra: readonly Column[]
  readonly primary: AccessPath
  /** As it is declared. */
  readonly shape: TableShape
  readonly indexes: ReadonlyMap<string, IndexLayout>
  /** Its changes are logged. */
  readonly isStreamed: boolean
}

export const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** SQL names ignore the case of ASCII letters, DynamoDB's do not: `Name` becomes `^Name`. */
const caseSafe = (name: string): string => name.replace(/[A-Z^]/g, '^$&')

/** The SQL name of an index; the colon, which no table has in its name, keeps them apart. */
export const indexSqlName = (table: string, index: string): string => `${table}:${caseSafe(index)}`

/** Lays out a table: columns `pk`, `sk`, `data`, and one for each further key attribute of its indexes. */
export function layoutTable(name: string, definition: TableShape): TableLayout {
  const { key, indexes } = definition
  const columns = new Map<string, Column>()
  const column = (
    attribute: KeyAttribute,
    maxBytes: number,
    sqlName = `k_${caseSafe(attribute.name)}`,
  ): Column => {
    const known = columns.get(attribute.name)
    const made = known
      ? { ...known, maxBytes: Math.min(known.maxBytes, maxBytes) }
      : { attribute, sql: quote(sqlName), maxBytes }
    columns.set(attribute.name, made)
    return made
  }
  column(key.pk, PARTITION_KEY_BYTES, 'pk')
  if (key.sk) column(key.sk, SORT_KEY_BYTES, 'sk')
  for (const { pk, sk } of Object.values(indexes)) {
    column(pk, PARTITION_KEY_BYTES)
    if (sk) column(sk, SORT_KEY_BYTES)
  }
  const columnOf = (attribute: KeyAttribute): Column =>
    columns.get(attribute.name) ?? column(attribute, SORT_KEY_BYTES)
  const keyColumns = (key.sk ? [key.pk, key.sk] : [key.pk]).map(columnOf)
  const table = quote(name)
  return {
    name,
    table,
    key: keyColumns,
    extra: [...columns.values()].filter((one) => keyColumns.every(({ sql }) => sql !== one.sql)),
    shape: shapeOf(definition),
    primary: {
      partition: columnOf(key.pk),
      sort: key.sk && columnOf(key.sk),
      order: keyColumns.slice(1),
      from: table,
      guard: '',
      projection: undefined,
    },
    isStreamed: definition.stream !== undefined,
    indexes: new Map(
      Object.entries(indexes).map(([index, definitionOfIndex]) => [
        index,
        layoutIndex({ name, key, index, definition: definitionOfIndex, keyColumns, columnOf }),
      ]),
    ),
  }
}

interface IndexParts {
  readonly name: string
  readonly key: KeySchema
  readonly index: string
  readonly definition: IndexDefinition
  readonly keyColumns: readonly Column[]
  readonly columnOf: (attribute: KeyAttribute) => Column
}

function layoutIndex({ name, key, index, definition, keyColumns, columnOf }: IndexParts): IndexLayout {
  const partition = columnOf(definition.pk)
  const sort = definition.sk && columnOf(definition.sk)
  const all = uniqueColumns([partition, ...(sort ? [sort] : []), ...keyColumns])
  const guard = [partition, ...(sort ? [sort] : [])]
    .filter(({ sql }) => keyColumns.every((column) => column.sql !== sql))
    .map(({ sql }) => `${sql} IS NOT NULL`)
    .join(' AND ')
  const sqlName = quote(indexSqlName(name, index))
  const columns = all.map(({ sql }) => sql).join(', ')
  return {
    partition,
    sort,
    order: all.slice(1),
    from: `${quote(name)} INDEXED BY ${sqlName}`,
    guard,
    projection: projectedAttributes(key, definition),
    sqlName,
    createSql: `CREATE INDEX ${sqlName} ON ${quote(name)} (${columns})${guard && ` WHERE ${guard}`}`,
  }
}

const uniqueColumns = (columns: readonly Column[]): Column[] => [
  ...new Map(columns.map((column) => [column.sql, column])).values(),
]
