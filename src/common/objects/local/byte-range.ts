import { HttpProblem } from '../../http/http-error.ts'
import type { ByteRange } from '../object-store.ts'

const ONE_RANGE = /^bytes=(\d*)-(\d*)$/

/**
 * The part that a `Range` header asks for; undefined for the whole: also for what RFC 9110 lets a server ignore, which
 * is several ranges at once, other units and what makes no sense.
 * @throws HttpProblem 416 for a part behind the end
 */
export function requestedRange(header: string | undefined, size: number): ByteRange | undefined {
  const [, first = '', last = ''] = ONE_RANGE.exec(header ?? '') ?? []
  if (first === '' && last === '') return undefined
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (first !== '' && last !== '' && Number(last) < start) return undefined
  if (start >= size) {
    throw new HttpProblem('range_not_satisfiable', `The file has ${size} bytes.`, {
      headers: { 'content-range': `bytes */${size}` },
    })
  }
  return { start, end }
}
