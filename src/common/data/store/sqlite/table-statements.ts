import type { Database, SqlValue, Statement } from './driver.ts'
import type { TableLayout } from './layout.ts'

/** The statements on single records of one table, each prepared once, when first needed. */
export class TableStatements {
  readonly layout: TableLayout
  readonly #database: Database
  #select: Statement | undefined
  #upsert: Statement | undefined
  #delete: Statement | undefined

  constructor(database: Database, layout: TableLayout) {
    this.#database = database
    this.layout = layout
  }

  /** The text of the stored record. */
  read(key: readonly SqlValue[]): string | undefined {
    this.#select ??= this.#database.prepare(`SELECT data FROM ${this.layout.table} WHERE ${this.#whereKey()}`)
    return this.#select.get(key)?.[0] as string | undefined
  }

  put(key: readonly SqlValue[], extra: readonly SqlValue[], record: string): void {
    this.#upsert ??= this.#database.prepare(this.#upsertSql())
    this.#upsert.run([...key, ...extra, record])
  }

  delete(key: readonly SqlValue[]): void {
    this.#delete ??= this.#database.prepare(`DELETE FROM ${this.layout.table} WHERE ${this.#whereKey()}`)
    this.#delete.run(key)
  }

  #whereKey(): string {
    return this.layout.key.map(({ sql }) => `${sql} = ?`).join(' AND ')
  }

  #upsertSql(): string {
    const { table, key, extra } = this.layout
    const names = (columns: readonly { sql: string }[]): string[] => columns.map(({ sql }) => sql)
    const changing = [...names(extra), 'data']
    const all = [...names(key), ...changing]
    const marks = all.map(() => '?').join(', ')
    const changes = changing.map((name) => `${name} = excluded.${name}`).join(', ')
    const conflict = names(key).join(', ')
    return `INSERT INTO ${table} (${all.join(', ')}) VALUES (${marks}) ON CONFLICT (${conflict}) DO UPDATE SET ${changes}`
  }
}
