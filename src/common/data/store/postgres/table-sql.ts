import type { ColumnValue } from '../sql/key-columns.ts'
import type { SqlParameter, Statement } from './pipeline.ts'
import type { Column, TableLayout } from './layout.ts'

/** A record as its row: values of the key columns, of the further key columns, and the record as JSON. */
export interface Row {
  readonly key: readonly ColumnValue[]
  readonly extra: readonly ColumnValue[]
  readonly data: string
}

export const columnType = ({ attribute }: Column): 'text' | 'bytea' =>
  attribute.type === 'S' ? 'text' : 'bytea'

/** The statements on records of one table by key. Several keys stand in one statement as an array a column. */
export class TableSql {
  readonly layout: TableLayout
  readonly #key: readonly string[]
  /** Every column but those of the key. */
  readonly #rest: readonly string[]

  constructor(layout: TableLayout) {
    this.layout = layout
    this.#key = layout.key.map(({ sql }) => sql)
    this.#rest = [...layout.extra.map(({ sql }) => sql), 'data']
  }

  select(key: readonly ColumnValue[]): Statement {
    return { text: `SELECT data FROM ${this.layout.table} WHERE ${this.#whereKey(1)}`, values: key }
  }

  /** One record as the row of its place in a larger statement, whose parameters from `first` are the key. */
  selectAt(place: number, first: number): string {
    return `SELECT ${place}, data FROM ${this.layout.table} WHERE ${this.#whereKey(first)}`
  }

  selectAll(keys: readonly (readonly ColumnValue[])[]): Statement {
    return {
      text: `SELECT t.data FROM ${this.#keyArrays()} JOIN ${this.layout.table} t ON ${this.#joinKey()}`,
      values: this.#arrays(this.layout.key.length, keys),
    }
  }

  /**
   * Locks the records that are there, in the order of the keys; rows of a key's place, from 1, and the record. A record
   * that another transaction is changing is waited for and read as that one leaves it.
   */
  lock(keys: readonly (readonly ColumnValue[])[]): Statement {
    const [only] = keys
    if (only && keys.length === 1) {
      const { table } = this.layout
      return { text: `SELECT 1, data FROM ${table} WHERE ${this.#whereKey(1)} FOR UPDATE`, values: only }
    }
    return this.#lockAll(keys, 'k.place, t.data')
  }

  /** @throws a unique violation when the record is there */
  insert({ key, extra, data }: Row): Statement {
    const columns = [...this.#key, ...this.#rest]
    const marks = columns.map((_, i) => `$${i + 1}`).join(', ')
    return {
      text: `INSERT INTO ${this.layout.table} (${columns.join(', ')}) VALUES (${marks})`,
      values: [...key, ...extra, data],
    }
  }

  upsert(row: Row): Statement {
    const { text, values } = this.insert(row)
    return { text: `${text} ${this.#onConflict()}`, values: values ?? [] }
  }

  update({ key, extra, data }: Row): Statement {
    const changes = this.#rest.map((column, i) => `${column} = $${i + 1}`).join(', ')
    return {
      text: `UPDATE ${this.layout.table} SET ${changes} WHERE ${this.#whereKey(this.#rest.length + 1)}`,
      values: [...extra, data, ...key],
    }
  }

  delete(key: readonly ColumnValue[]): Statement {
    return { text: `DELETE FROM ${this.layout.table} WHERE ${this.#whereKey(1)}`, values: key }
  }

  /** A delete takes its locks in whatever order it finds the records, so they are locked beforehand in the order given. */
  deleteAll(keys: readonly (readonly ColumnValue[])[]): Statement {
    const { text, values } = this.#lockAll(keys, this.#key.map((column) => `t.${column}`).join(', '))
    const joined = this.#key.map((column) => `t.${column} = l.${column}`).join(' AND ')
    return { text: `WITH l AS (${text}) DELETE FROM ${this.layout.table} t USING l WHERE ${joined}`, values }
  }

  upsertAll(rows: readonly Row[]): Statement {
    const { table, key, extra } = this.layout
    const columns = [...key, ...extra]
    const names = [...columns.map((_, i) => `c${i}`), 'd']
    const arrays = [...columns.map(columnType), 'json'].map((type, i) => `$${i + 1}::${type}[]`)
    return {
      text:
        `INSERT INTO ${table} (${[...this.#key, ...this.#rest].join(', ')}) ` +
        `SELECT ${names.join(', ')} FROM unnest(${arrays.join(', ')}) AS v(${names.join(', ')}) ${this.#onConflict()}`,
      values: this.#arrays(
        names.length,
        rows.map((row) => [...row.key, ...row.extra, row.data]),
      ),
    }
  }

  #lockAll(
    keys: readonly (readonly ColumnValue[])[],
    columns: string,
  ): Required<Pick<Statement, 'text' | 'values'>> {
    return {
      text:
        `SELECT ${columns} FROM ${this.#keyArrays('WITH ORDINALITY', 'place')} ` +
        `JOIN ${this.layout.table} t ON ${this.#joinKey()} ORDER BY k.place FOR UPDATE OF t`,
      values: this.#arrays(this.layout.key.length, keys),
    }
  }

  #whereKey(first: number): string {
    return this.#key.map((column, i) => `${column} = $${first + i}`).join(' AND ')
  }

  /** The keys as a table `k`. */
  #keyArrays(option = '', ...more: readonly string[]): string {
    const arrays = this.layout.key.map((column, i) => `$${i + 1}::${columnType(column)}[]`)
    const names = [...arrays.map((_, i) => `c${i}`), ...more]
    return `unnest(${arrays.join(', ')}) ${option} AS k(${names.join(', ')})`
  }

  #joinKey(): string {
    return this.#key.map((column, i) => `t.${column} = k.c${i}`).join(' AND ')
  }

  #onConflict(): string {
    const changes = this.#rest.map((column) => `${column} = excluded.${column}`).join(', ')
    return `ON CONFLICT (${this.#key.join(', ')}) DO UPDATE SET ${changes}`
  }

  #arrays(width: number, rows: readonly (readonly ColumnValue[])[]): SqlParameter[] {
    return Array.from({ length: width }, (_, i) => rows.map((row) => row[i] ?? null))
  }
}
