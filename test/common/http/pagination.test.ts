import { Type } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import { describe, expect, it } from 'vitest'
import { nextPageUrl, pageOf, pageQuery, sendPage } from '../../../src/common/http/pagination.ts'

describe('pages', () => {
  it('limit is optional for the caller and has a default', () => {
    const schema = Type.Object(pageQuery({ max: 2000, default: 100 }))
    expect(schema.required).toBeUndefined()
    expect(Value.Default(schema, {})).toEqual({ limit: 100 })
    expect(schema.properties.limit).toMatchObject({ minimum: 1, maximum: 2000 })
    expect(Value.Check(schema, { limit: 1, cursor: 'x'.repeat(6145) })).toBe(false)
  })

  it('an answer needs both members', () => {
    const schema = pageOf(Type.String())
    expect(schema.required).toEqual(['items', 'nextCursor'])
    expect(schema.properties.nextCursor).toMatchObject({ type: ['string', 'null'] })
  })

  it.each([
    ['/things', '/things?cursor=a%2Bb'],
    ['/things?limit=5', '/things?limit=5&cursor=a%2Bb'],
    ['/things?cursor=old&limit=5&sex=male', '/things?limit=5&sex=male&cursor=a%2Bb'],
    ['/things?price[gte]=5&x=%20', '/things?price%5Bgte%5D=5&x=%20&cursor=a%2Bb'],
    ['/things?x=<y>"', '/things?x=%3Cy%3E%22&cursor=a%2Bb'],
  ])('the page after %s is %s', (url, next) => {
    expect(nextPageUrl(url, 'a+b')).toBe(next)
  })

  it('sets Link where there is a next page', () => {
    const headers: Record<string, string> = {}
    const reply = { header: (name: string, value: string) => (headers[name] = value) }
    const last = { items: [], nextCursor: null }
    expect(sendPage({ originalUrl: '/things' }, reply, last)).toBe(last)
    expect(headers).toEqual({})
    sendPage({ originalUrl: '/things' }, reply, { items: [], nextCursor: 'c' })
    expect(headers.link).toBe('</things?cursor=c>; rel="next"')
  })
})
