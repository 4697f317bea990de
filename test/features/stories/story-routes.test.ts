import { describe, expect, it } from 'vitest'
import type { StoryDto } from '../../../src/features/stories/routes/story-dto.ts'
import { onEveryBackend, type CurrentApp } from '../../support/test-app.ts'

let owners = 0
const anOwner = (): string => `owner-${(owners += 1)}`

const pathOf = (owner: string, storyId?: string): string =>
  ['/api/v1/stories', owner, storyId]
    .filter((part) => part !== undefined)
    .map((part, index) => (index === 0 ? part : encodeURIComponent(part)))
    .join('/')

const aStory = (changes: object = {}) => ({ title: 'T', content: 'One. Two.', ...changes })

async function create(app: CurrentApp, owner: string, body: object) {
  const response = await app().inject({ method: 'POST', url: pathOf(owner), payload: body })
  expect(response.statusCode, response.body).toBe(201)
  return { story: response.json<StoryDto>(), headers: response.headers }
}

async function list(app: CurrentApp, owner: string, query = '') {
  const response = await app().inject(`${pathOf(owner)}${query}`)
  expect(response.statusCode, response.body).toBe(200)
  return response.json<{ items: StoryDto[]; nextCursor: string | null }>()
}

const idsOf = ({ items }: { items: readonly StoryDto[] }): string[] => items.map(({ storyId }) => storyId)

await onEveryBackend((app, { tellsNewFromOld }) => {
  describe('stories', () => {
    it('are created, read, changed and deleted', async () => {
      const owner = anOwner()
      const { story, headers } = await create(app, owner, aStory({ storyId: '1234' }))
      expect(story).toMatchObject({ owner, storyId: '1234', title: 'T', summary: 'One.' })
      expect(story.createdAt).toBe(story.updatedAt)
      expect(headers.location).toBe(`/api/v1/stories/${owner}/1234`)
      const url = pathOf(owner, '1234')
      const read = await app().inject(url)
      expect(read.json()).toEqual(story)
      expect(read.headers.etag).toBe(headers.etag)
      const unchanged = await app().inject({ url, headers: { 'if-none-match': String(headers.etag) } })
      expect(unchanged.statusCode).toBe(304)
      const patched = await app().inject({ method: 'PATCH', url, payload: { title: 'U', summary: null } })
      expect(patched.json()).toMatchObject({ title: 'U', content: 'One. Two.', summary: null })
      const stale = await app().inject({
        method: 'DELETE',
        url,
        headers: { 'if-match': String(headers.etag) },
      })
      expect(stale.statusCode).toBe(412)
      expect((await app().inject({ method: 'DELETE', url })).statusCode).toBe(204)
      const gone = await app().inject(url)
      expect(gone.json()).toMatchObject({ status: 404, detail: `Story not found: ${owner}/1234` })
      expect((await app().inject({ method: 'DELETE', url })).statusCode).toBe(404)
      expect((await app().inject({ method: 'PATCH', url, payload: { title: 'V' } })).statusCode).toBe(404)
    })

    it('get an id when they bring none, and never replace one that is there', async () => {
      const owner = anOwner()
      const { story } = await create(app, owner, aStory())
      expect(story.storyId).toMatch(/^[0-9a-f-]{36}$/)
      const again = await app().inject({
        method: 'POST',
        url: pathOf(owner),
        payload: { ...aStory(), storyId: story.storyId },
      })
      expect(again.statusCode).toBe(409)
    })

    it('are put under their id, new or replaced', async () => {
      const url = pathOf(anOwner(), 'a')
      const first = await app().inject({ method: 'PUT', url, payload: aStory() })
      expect(first.statusCode).toBe(tellsNewFromOld ? 201 : first.statusCode)
      const second = await app().inject({ method: 'PUT', url, payload: aStory({ title: 'New' }) })
      expect(second.statusCode).toBe(200)
      expect(second.json()).toMatchObject({ title: 'New' })
      const createOnly = await app().inject({
        method: 'PUT',
        url,
        payload: aStory(),
        headers: { 'if-none-match': '*' },
      })
      expect(createOnly.statusCode).toBe(412)
    })

    it('are listed by id prefix, in both directions, page by page', async () => {
      const owner = anOwner()
      for (const storyId of ['1', '12', '123', '2']) await create(app, owner, aStory({ storyId }))
      expect(idsOf(await list(app, owner))).toEqual(['1', '12', '123', '2'])
      expect(idsOf(await list(app, owner, '?prefix=12'))).toEqual(['12', '123'])
      expect(idsOf(await list(app, owner, '?reverse=true'))).toEqual(['2', '123', '12', '1'])
      const first = await list(app, owner, '?prefix=1&reverse=true&limit=2')
      expect(idsOf(first)).toEqual(['123', '12'])
      const cursor = encodeURIComponent(first.nextCursor ?? '')
      const second = await list(app, owner, `?prefix=1&reverse=true&limit=2&cursor=${cursor}`)
      expect(idsOf(second)).toEqual(['1'])
      const other = await app().inject(`${pathOf(anOwner())}?cursor=${cursor}`)
      expect(other.json()).toMatchObject({ status: 400, code: 'invalid_cursor' })
    })

    it.each(['a#b', 'a~b', 'a b', 'STORY#1', 'USER#x#STORY#y', '🦉', 'a%b', '%23', 'é', 'z'.repeat(128)])(
      'of an owner named %s are theirs alone',
      async (name) => {
        const owner = name
        for (const stranger of [
          `${name}#`,
          `${name}#STORY#`,
          Array.from(name).slice(0, -1).join(''),
          `${name}x`,
        ].filter((each) => each !== '' && each.length <= 128)) {
          await app().inject({ method: 'PUT', url: pathOf(stranger, 'theirs'), payload: aStory() })
        }
        await app().inject({ method: 'PUT', url: pathOf(owner, name), payload: aStory({ title: name }) })
        const { items } = await list(app, owner)
        expect(items.map(({ owner: of, storyId, title }) => ({ of, storyId, title }))).toContainEqual({
          of: owner,
          storyId: name,
          title: name,
        })
        expect(new Set(items.map((item) => item.owner))).toEqual(new Set([owner]))
      },
    )

    it.each([
      [{ content: 'x' }, 'Missing required field'],
      [aStory({ title: '' }), 'title'],
      [aStory({ storyId: '..' }), 'storyId'],
      [aStory({ colour: 'red' }), 'colour'],
      [aStory({ owner: 'somebody' }), 'owner'],
    ])('are refused when they are %j, naming why', async (payload, named) => {
      const response = await app().inject({ method: 'POST', url: pathOf(anOwner()), payload })
      expect(response.statusCode).toBe(400)
      expect(response.body).toContain(named)
    })
  })
})
