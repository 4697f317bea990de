import { describe, expect, it } from 'vitest'
import { onEveryBackend } from '../../support/test-app.ts'
import { answered, aUser, aUserId, clientOf, everyPage, pathOf, type UserDto } from './account-client.ts'

const USERS = '/api/v1/users'

await onEveryBackend((app) => {
  const client = clientOf(app)

  describe('users', () => {
    it('are created without credit, read, changed and deleted', async () => {
      const userId = aUserId()
      const given = { userId, email: `${userId}@Example.org`, name: 'Ann' }
      const response = await client.post(USERS, given)
      const user = answered<UserDto>(response, 201)
      expect(user).toMatchObject({ ...given, email: `${userId}@example.org`, credit: 0, status: 'active' })
      expect(response.headers.location).toBe(`${USERS}/${userId}`)
      const url = pathOf(userId)
      const read = await client.get(url)
      expect(read.json()).toEqual(user)
      const etag = String(read.headers.etag)
      expect((await client.get(url, { 'if-none-match': etag })).statusCode).toBe(304)
      expect(answered(await client.patch(url, { name: 'Bea' }))).toMatchObject({
        name: 'Bea',
        email: user.email,
      })
      expect((await client.patch(url, { name: 'C' }, { 'if-match': etag })).statusCode).toBe(412)
      expect((await client.delete(url, { 'if-match': etag })).statusCode).toBe(412)
      expect((await client.delete(url)).statusCode).toBe(204)
      expect((await client.get(url)).json()).toMatchObject({
        status: 404,
        detail: `User not found: ${userId}`,
      })
      expect((await client.delete(url)).statusCode).toBe(404)
    })

    it('get an id when they bring none, and never replace one that is there', async () => {
      const { userId } = await aUser(client)
      const made = answered<UserDto>(await client.post(USERS, { email: `m${userId}@x.org`, name: 'M' }), 201)
      expect(made.userId).toMatch(/^[0-9a-f-]{36}$/)
      const again = await client.post(USERS, { userId, email: `n${userId}@x.org`, name: 'N' })
      expect(again.json()).toMatchObject({ status: 409, detail: `User already exists: ${userId}` })
      // What failed has taken no address.
      await aUser(client, { email: `n${userId}@x.org` })
    })

    it('have an address that nobody else has, whatever its case', async () => {
      const first = await aUser(client)
      const given = { email: first.email.toUpperCase(), name: 'N' }
      const taken = { status: 409, code: 'already_exists', errors: [{ pointer: '#/email' }] }
      expect((await client.post(USERS, given)).json()).toMatchObject(taken)
      const { userId } = await aUser(client)
      expect((await client.patch(pathOf(userId), { email: given.email })).json()).toMatchObject(taken)
      const { etag } = (await client.get(pathOf(userId))).headers
      const matched = await client.patch(pathOf(userId), given, { 'if-match': String(etag) })
      expect(matched.json()).toMatchObject(taken)
    })

    it('set an address free when they take another, or go', async () => {
      const { userId, email } = await aUser(client)
      const moved = answered<UserDto>(
        await client.patch(pathOf(userId), { email: `new-${email}`, name: 'Z' }),
      )
      expect(moved).toMatchObject({ email: `new-${email}`, name: 'Z' })
      expect(answered(await client.get(pathOf(userId)))).toEqual(moved)
      const heir = await aUser(client, { email })
      await client.delete(pathOf(heir.userId))
      await aUser(client, { email })
      // The case alone is no other address.
      expect(answered(await client.patch(pathOf(userId), { email: `NEW-${email}` }))).toMatchObject({
        email: `new-${email}`,
      })
    })

    it('of many who want one address at once one gets it', async () => {
      const email = `${aUserId()}@example.org`
      const news = Array.from({ length: 8 }, () => client.post(USERS, { email, name: 'N' }))
      const all = await Promise.all(Array.from({ length: 8 }, () => aUser(client)))
      const moves = all.map(({ userId }) => client.patch(pathOf(userId), { email }))
      const statuses = (await Promise.all([...news, ...moves])).map(({ statusCode }) => statusCode)
      expect(statuses.filter((status) => status < 300)).toHaveLength(1)
      expect(statuses.filter((status) => status === 409)).toHaveLength(15)
    })

    it('are created once for an Idempotency-Key', async () => {
      const given = { email: `${aUserId()}@example.org`, name: 'N' }
      const headers = { 'idempotency-key': aUserId() }
      const answers = await Promise.all(Array.from({ length: 4 }, () => client.post(USERS, given, headers)))
      const ids = answers.map((each) => answered<UserDto>(each, 201).userId)
      expect(new Set(ids).size).toBe(1)
    })

    it('get credit once for an Idempotency-Key, and every time without', async () => {
      const { userId } = await aUser(client)
      const url = pathOf(userId, 'credit')
      const headers = { 'idempotency-key': 'a' }
      const first = await client.post(url, { amount: 500 }, headers)
      const second = await client.post(url, { amount: 500 }, headers)
      expect(second.json()).toEqual(answered(first))
      expect(second.headers['idempotent-replayed']).toBe('true')
      const other = await aUser(client)
      expect((await client.post(pathOf(other.userId, 'credit'), { amount: 500 }, headers)).statusCode).toBe(
        422,
      )
      await Promise.all(Array.from({ length: 8 }, () => client.post(url, { amount: 1 })))
      expect(answered(await client.get(pathOf(userId)))).toMatchObject({ credit: 508 })
      expect((await client.patch(pathOf(userId), { credit: 9 })).statusCode).toBe(400)
      expect((await client.post(pathOf('nobody', 'credit'), { amount: 500 })).statusCode).toBe(404)
    })

    it('are listed in the order of their ids, by prefix, page by page', async () => {
      const prefix = `list ${aUserId()}#`
      const ids = ['~', 'a', '€', '😀', 'a b'].map((end) => prefix + end)
      for (const [at, userId] of ids.entries())
        await aUser(client, { userId, email: `${at}@${aUserId()}.org` })
      const url = `${USERS}?limit=2&prefix=${encodeURIComponent(prefix)}`
      const found = await everyPage<UserDto>(client, url)
      expect(found.map(({ userId }) => userId)).toEqual(
        ['a', 'a b', '~', '€', '😀'].map((end) => prefix + end),
      )
      const all = await everyPage<UserDto>(client, `${USERS}?limit=500`)
      expect(all.map(({ userId }) => userId)).toEqual(expect.arrayContaining(ids))
      expect((await client.get(pathOf(ids[3] ?? ''))).statusCode).toBe(200)
    })
  })
})
