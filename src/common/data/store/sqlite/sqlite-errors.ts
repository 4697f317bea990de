import { DataError, TooLargeError, UnavailableError } from '../../errors.ts'

const SQLITE_ERROR = 1
const SQLITE_TOOBIG = 18

const EXPLANATIONS = new Map<number, string>([
  [SQLITE_ERROR, 'the file lacks a table or index that the service declares'],
  [5, 'another process holds its lock'],
  [6, 'another connection holds its lock'],
  [8, 'the file or its folder is read-only'],
  [10, 'the disk reports an error'],
  [11, 'the file is damaged'],
  [13, 'the disk is full'],
  [14, 'the file cannot be opened'],
  [26, 'the file is not a database'],
])

/** The embedded store cannot answer; `sqliteCode` is SQLite's primary result code when it gave one. */
export class SqliteUnavailableError extends UnavailableError {
  readonly sqliteCode: number | undefined

  constructor(message: string, sqliteCode: number | undefined, options?: ErrorOptions) {
    super(message, options)
    this.sqliteCode = sqliteCode
  }

  /** True when the transaction under way cannot be trusted any more; false for a statement that never started. */
  get breaksTransaction(): boolean {
    return this.sqliteCode !== SQLITE_ERROR
  }
}

/** Whatever the engine threw, as an error of the taxonomy; the cause is kept for the log. */
export function toDataError(error: unknown): DataError {
  if (error instanceof DataError) return error
  const code = primaryCode(error)
  if (code === SQLITE_TOOBIG)
    return new TooLargeError('A value is too large for the embedded store', { cause: error })
  const reason = (code === undefined ? undefined : EXPLANATIONS.get(code)) ?? messageOf(error)
  return new SqliteUnavailableError(`The embedded store is unavailable: ${reason}`, code, { cause: error })
}

/** The low byte of an extended result code; both engines put the code into `errcode`. */
function primaryCode(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('errcode' in error)) return undefined
  return typeof error.errcode === 'number' ? error.errcode & 0xff : undefined
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
