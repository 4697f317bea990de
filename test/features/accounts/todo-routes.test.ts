import { describe, expect, it } from 'vitest'
import { onEveryBackend } from '../../support/test-app.ts'
import { answered, aUser, clientOf, everyPage, pathOf, type TodoDto } from './account-client.ts'

const titles = (todos: readonly TodoDto[]): string[] => todos.map(({ title }) => title)
const count = (length: number): string[] => Array.from({ length }, (_, at) => String(at))

await onEveryBackend((app) => {
  const client = clientOf(app)
  const create = async (userId: string, title: string): Promise<TodoDto> =>
    answered(await client.post(pathOf(userId, 'todos'), { title }), 201)

  describe('todos', () => {
    it('are created, read, changed and deleted by their id', async () => {
      const { userId } = await aUser(client)
      const response = await client.post(pathOf(userId, 'todos'), { title: 'Buy oil', note: 'For the lamp' })
      const todo = answered<TodoDto>(response, 201)
      expect(todo).toMatchObject({ userId, state: 'open', note: 'For the lamp', completedAt: null })
      const url = pathOf(userId, 'todos', todo.todoId)
      expect(response.headers.location).toBe(url)
      const read = await client.get(url)
      expect(read.json()).toEqual(todo)
      const upper = pathOf(userId, 'todos', todo.todoId.toUpperCase())
      expect((await client.get(upper)).json()).toEqual(todo)
      const etag = String(read.headers.etag)
      expect((await client.get(url, { 'if-none-match': etag })).statusCode).toBe(304)
      expect(answered(await client.patch(url, { title: 'Oil', note: null }))).toMatchObject({
        title: 'Oil',
        note: null,
      })
      expect((await client.patch(url, { title: 'x' }, { 'if-match': etag })).statusCode).toBe(412)
      expect((await client.delete(url, { 'if-match': etag })).statusCode).toBe(412)
      expect((await client.delete(url)).statusCode).toBe(204)
      expect((await client.delete(url)).statusCode).toBe(404)
      const gone = { status: 404, detail: `Todo not found: ${todo.todoId}` }
      expect((await client.get(url)).json()).toMatchObject(gone)
      expect((await client.patch(url, { title: 'x' })).json()).toMatchObject(gone)
    })

    it('have the time of their id, and what is no id of a todo is not found', async () => {
      const { userId } = await aUser(client)
      const { todoId, createdAt } = await create(userId, 'a')
      expect(Number.parseInt(todoId.replaceAll('-', '').slice(0, 12), 16)).toBe(Date.parse(createdAt))
      const ids = ['x', 'ffffffff-ffff-7fff-bfff-ffffffffffff', '00000000-0000-4000-8000-000000000000', '%00']
      for (const id of ids) {
        expect((await client.get(`${pathOf(userId, 'todos')}/${id}`)).statusCode, id).toBe(404)
        expect((await client.delete(`${pathOf(userId, 'todos')}/${id}`)).statusCode, id).toBe(404)
      }
    })

    it('keep the time of completion until they are opened again', async () => {
      const { userId } = await aUser(client)
      const url = pathOf(userId, 'todos', (await create(userId, 'a')).todoId)
      const done = answered<TodoDto>(await client.patch(url, { state: 'done' }))
      expect(done.completedAt).toMatch(/Z$/)
      expect(answered<TodoDto>(await client.patch(url, { state: 'done', title: 'b' }))).toMatchObject({
        completedAt: done.completedAt,
        title: 'b',
      })
      expect(answered(await client.patch(url, { state: 'open' }))).toMatchObject({
        completedAt: null,
        state: 'open',
      })
    })

    it('are listed by time in both directions, in ranges, and by state, page by page', async () => {
      const { userId } = await aUser(client)
      const all = pathOf(userId, 'todos')
      const made: TodoDto[] = []
      for (const title of count(7)) {
        made.push(await create(userId, title))
        await new Promise((resolve) => setTimeout(resolve, 3))
      }
      const oldest = titles(made)
      expect(titles(await everyPage(client, `${all}?limit=3`))).toEqual(oldest.toReversed())
      expect(titles(await everyPage(client, `${all}?limit=2&order=oldest`))).toEqual(oldest)
      const at = (index: number): string => encodeURIComponent(made[index]?.createdAt ?? '')
      const range = (query: string) => everyPage<TodoDto>(client, `${all}?order=oldest&limit=2&${query}`)
      expect(titles(await range(`createdAt[gte]=${at(2)}&createdAt[lt]=${at(5)}`))).toEqual(['2', '3', '4'])
      expect(titles(await range(`createdAt[gt]=${at(2)}&createdAt[lte]=${at(5)}`))).toEqual(['3', '4', '5'])
      for (const index of [1, 4])
        await client.patch(pathOf(userId, 'todos', made[index]?.todoId ?? ''), { state: 'done' })
      expect(titles(await range('state=done'))).toEqual(['1', '4'])
      expect(titles(await range('state=open'))).toEqual(['0', '2', '3', '5', '6'])
      expect(titles(await range(`state=open&createdAt[gt]=${at(2)}`))).toEqual(['3', '5', '6'])
      // The same moment by another clock, and one between two milliseconds.
      const fourth = Date.parse(made[4]?.createdAt ?? '')
      const elsewhere = new Date(fourth + 3_600_000).toISOString().replace('Z', '%2B01:00')
      expect(titles(await range(`createdAt[gte]=${elsewhere}`))).toEqual(['4', '5', '6'])
      expect(titles(await range(`createdAt[lt]=${elsewhere}`))).toEqual(['0', '1', '2', '3'])
      const between = made[4]?.createdAt.replace('Z', '5Z') ?? ''
      expect(titles(await range(`createdAt[gte]=${between}`))).toEqual(['5', '6'])
      expect(titles(await range(`createdAt[lte]=${between}&createdAt[gt]=${at(2)}`))).toEqual(['3', '4'])
      expect((await client.get(`${all}?createdAt[gte]=yesterday`)).statusCode).toBe(400)
    })

    it('belong to a user: there are none of nobody', async () => {
      const { userId } = await aUser(client)
      expect(answered(await client.get(pathOf(userId, 'todos')))).toEqual({ items: [], nextCursor: null })
      const nobody = { status: 404, detail: 'User not found: nobody' }
      expect((await client.get(pathOf('nobody', 'todos'))).json()).toMatchObject(nobody)
      expect((await client.post(pathOf('nobody', 'todos'), { title: 'a' })).json()).toMatchObject(nobody)
    })

    it('are created once for an Idempotency-Key, also by many at once', async () => {
      const { userId } = await aUser(client)
      const headers = { 'idempotency-key': userId }
      const url = pathOf(userId, 'todos')
      const answers = await Promise.all(count(6).map(() => client.post(url, { title: 'a' }, headers)))
      expect(new Set(answers.map((each) => answered<TodoDto>(each, 201).todoId)).size).toBe(1)
      expect(await everyPage(client, url)).toHaveLength(1)
    })
  })
})
