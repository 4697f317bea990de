import { DataError, UnavailableError } from '../../data/errors.ts'

/** What an operator can do something about, in words. */
const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EACCES: 'the service may not read or write there',
  EPERM: 'the service may not read or write there',
  EROFS: 'the file system is read-only',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  EIO: 'the disk fails',
  ENOTDIR: 'something else than a folder is in the way',
  EISDIR: 'something else than a file is in the way',
  ELOOP: 'a link is in the way',
}

export const hasCode = (error: unknown, ...codes: readonly string[]): boolean =>
  error instanceof Error && codes.includes((error as NodeJS.ErrnoException).code ?? '')

/** An error of the file system as one of the taxonomy. Its message names no path: that is the log's business. */
export function toDataError(error: unknown): DataError {
  if (error instanceof DataError) return error
  const code = error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.name) : String(error)
  const reason = REASONS[code] ?? code
  return new UnavailableError(`The object store cannot be used: ${reason}`, { cause: error })
}

/** Runs file operations; whatever they throw is of the taxonomy. */
export async function mapped<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw toDataError(error)
  }
}
