import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { NotFoundError } from '../../../common/data/errors.ts'
import { createOrReplace, expectedVersion } from '../../../common/http/conditional-writes.ts'
import { notFound } from '../../../common/http/http-error.ts'
import { sendPage } from '../../../common/http/pagination.ts'
import { etagOf, notModified, withPreconditions } from '../../../common/http/preconditions.ts'
import type { Story } from '../model/story-table.ts'
import type { StoryDataService } from '../service/story-data-service.ts'
import {
  CreateStorySchema,
  PatchStorySchema,
  ReplaceStorySchema,
  StoryDto,
  StorySchema,
} from './story-dto.ts'
import {
  createStory,
  deleteStory,
  getStory,
  listStories,
  replaceStory,
  updateStory,
} from './story-operations.ts'

/** What names a story. */
interface StoryId {
  readonly owner: string
  readonly storyId: string
}

const ALL = '/stories/:owner'
const ONE = '/stories/:owner/:storyId'
/** Where callers are known, the stories of an owner are the owner's. */
const config = { ownedBy: 'owner' }

const locationOf = ({ owner, storyId }: StoryId): string =>
  `/api/v1/stories/${encodeURIComponent(owner)}/${encodeURIComponent(storyId)}`

const storyNotFound = ({ owner, storyId }: StoryId) => notFound(`Story not found: ${owner}/${storyId}`)

export const storyRoutes: FastifyPluginAsyncTypebox<{ readonly service: StoryDataService }> = async (
  app,
  { service },
) => {
  for (const schema of [StorySchema, CreateStorySchema, ReplaceStorySchema, PatchStorySchema]) {
    app.addSchema(schema)
  }
  const load = async (id: StoryId): Promise<Story> => {
    const story = await service.get(id)
    if (!story) throw storyNotFound(id)
    return story
  }

  app.get(ALL, { config, schema: listStories }, async (request, reply) => {
    const { items, nextCursor } = await service.ofOwner(request.params.owner, request.query)
    return sendPage(request, reply, { items: items.map((item) => StoryDto.fromModel(item)), nextCursor })
  })

  app.post(ALL, { config, schema: createStory }, async (request, reply) => {
    const story = await service.create({ ...request.body, owner: request.params.owner })
    void reply.code(201).header('location', locationOf(story))
    return answer(reply, story)
  })

  app.get(ONE, { config, schema: getStory }, async (request, reply) => {
    const story = await load(request.params)
    // Kept by the client, but asked about each time: the ETag makes that cheap.
    void reply.header('cache-control', 'private, no-cache')
    if (notModified(request, story.version)) {
      return reply.code(304).header('etag', etagOf(story.version)).send(null)
    }
    return answer(reply, story)
  })

  app.put(ONE, { config, schema: replaceStory }, async (request, reply) => {
    const story = { ...request.body, ...request.params }
    const { entity, created } = await withPreconditions(request, () =>
      createOrReplace(request, service, story, () => service.get(request.params)),
    )
    if (created) void reply.code(201).header('location', locationOf(entity))
    return answer(reply, entity)
  })

  app.patch(ONE, { config, schema: updateStory }, async (request, reply) => {
    const id = request.params
    const story = await withPreconditions(request, async () => {
      const version = await expectedVersion(request, () => load(id))
      if (Object.keys(request.body).length === 0) return load(id)
      return service.update(id, { set: request.body }, { version })
    }).catch((error: unknown) => {
      throw error instanceof NotFoundError ? storyNotFound(id) : error
    })
    return answer(reply, story)
  })

  app.delete(ONE, { config, schema: deleteStory }, async (request, reply) => {
    const id = request.params
    const isDeleted = await withPreconditions(request, async () =>
      service.delete(id, { version: await expectedVersion(request, () => load(id)) }),
    )
    if (!isDeleted) throw storyNotFound(id)
    return reply.code(204).send(null)
  })
}

function answer(reply: FastifyReply, story: Story): StoryDto {
  void reply.header('etag', etagOf(story.version))
  return StoryDto.fromModel(story)
}
