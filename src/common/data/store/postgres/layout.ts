import type { IndexDefinition, KeyAttribute, KeySchema, TableDefinition } from '../../model/table.ts'
import { projectedAttributes } from '../projection.ts'
import type { AccessPath } from '../sql/access-path.ts'
import type { KeyColumn } from '../sql/key-columns.ts'
import { PARTITION_KEY_BYTES, SORT_KEY_BYTES } from '../sql/limits.ts'
import { shapeOf, type TableShape } from '../table-description.ts'
import { fittingName, quote } from './names.ts'

/** A key attribute and the column that holds it. */
export interface Column extends KeyColumn {
  /** Unquoted. */
  readonly name: string
  /** Quoted. */
  readonly sql: string
  /** A partition is only asked for as a whole, so that its column need not hold all of a long value. */
  readonly role: 'partition' | 'sort'
}

export interface IndexLayout extends AccessPath<Column> {
  /** Name of the SQL index, unquoted. */
  readonly name: string
  /** What it indexes and which rows, as SQL. */
  readonly on: string
}

/** How one physical table stands in SQL. */
export interface TableLayout {
  /** The physical name. */
  readonly name: string
  readonly schema: string
  /** The name in the catalog: the physical one, shortened when PostgreSQL could not hold it. */
  readonly sqlName: string
  /** Quoted, with the schema. */
  readonly table: string
  readonly key: readonly Column[]
  /** Columns for the index keys that are not the table's own key. */
  readonly extra: readonly Column[]
  readonly primary: AccessPath<Column>
  /** As it is declared. */
  readonly shape: TableShape
  readonly indexes: ReadonlyMap<string, IndexLayout>
  /** Its changes are logged. */
  readonly isStreamed: boolean
}

/**
 * Lays out a table: columns `pk`, `sk` and `data`, and one for each further key of its indexes, `p_<attribute>` for a
 * partition key and `s_<attribute>` for a sort key.
 */
export function layoutTable(schema: string, name: string, definition: TableDefinition): TableLayout {
  const { key, indexes } = definition
  const columns = new Columns(definition)
  const keyColumns = [columns.of(key.pk, 'partition'), ...(key.sk ? [columns.of(key.sk, 'sort')] : [])]
  const indexLayouts = Object.entries(indexes).map(([index, each]): [string, IndexLayout] => [
    index,
    layoutIndex(fittingName(`${name}:${index}`), key, each, keyColumns, columns),
  ])
  const sqlName = fittingName(name)
  return {
    name,
    schema,
    sqlName,
    table: `${quote(schema)}.${quote(sqlName)}`,
    key: keyColumns,
    extra: columns.all.filter((column) => !keyColumns.includes(column)),
    shape: shapeOf(definition),
    primary: {
      partition: columns.of(key.pk, 'partition'),
      sort: key.sk && columns.of(key.sk, 'sort'),
      order: keyColumns.slice(1),
      guard: '',
      projection: undefined,
    },
    indexes: new Map(indexLayouts),
    isStreamed: definition.stream !== undefined,
  }
}

/** The columns of a table, one an attribute and role. */
class Columns {
  readonly #sortKeys: ReadonlySet<string>
  readonly #key: TableDefinition['key']
  readonly #columns = new Map<string, Column>()

  constructor({ key, indexes }: TableDefinition) {
    this.#key = key
    this.#sortKeys = new Set([key, ...Object.values(indexes)].flatMap(({ sk }) => (sk ? [sk.name] : [])))
  }

  get all(): readonly Column[] {
    return [...this.#columns.values()]
  }

  of(attribute: KeyAttribute, role: Column['role']): Column {
    const name = this.#nameOf(attribute, role)
    let column = this.#columns.get(name)
    if (!column) {
      const maxBytes = this.#sortKeys.has(attribute.name) ? SORT_KEY_BYTES : PARTITION_KEY_BYTES
      column = { attribute, name, sql: quote(name), maxBytes, role }
      this.#columns.set(name, column)
    }
    return column
  }

  #nameOf({ name }: KeyAttribute, role: Column['role']): string {
    if (role === 'partition') return name === this.#key.pk.name ? 'pk' : fittingName(`p_${name}`)
    return name === this.#key.sk?.name ? 'sk' : fittingName(`s_${name}`)
  }
}

function layoutIndex(
  name: string,
  key: KeySchema,
  definition: IndexDefinition,
  keyColumns: readonly Column[],
  columns: Columns,
): IndexLayout {
  const partition = columns.of(definition.pk, 'partition')
  const sort = definition.sk && columns.of(definition.sk, 'sort')
  const own = sort ? [partition, sort] : [partition]
  const all = [...new Set([...own, ...keyColumns])]
  const guard = own
    .filter((column) => !keyColumns.includes(column))
    .map(({ sql }) => `${sql} IS NOT NULL`)
    .join(' AND ')
  return {
    name,
    partition,
    sort,
    order: all.slice(1),
    guard,
    projection: projectedAttributes(key, definition),
    on: `(${all.map(({ sql }) => sql).join(', ')})${guard && ` WHERE ${guard}`}`,
  }
}
