import { Type } from '@sinclair/typebox'
import { pageOf, pageQuery } from '../../../common/http/pagination.ts'
import { emptyResponse, jsonResponse, problems } from '../../../common/http/responses.ts'
import { refTo, strictObject } from '../../../common/http/schema.ts'
import { storyId, storyOwner as owner } from '../model/story-table.ts'
import {
  exampleStory,
  type CreateStoryDto,
  type PatchStoryDto,
  type ReplaceStoryDto,
  type StoryDto,
} from './story-dto.ts'

/* What each operation takes and answers, as it is validated and as it is documented. */

const tags = ['stories']
const examples = { story: exampleStory }
const one = refTo<StoryDto>('Story')
const ownerParams = Type.Object({ owner })
const params = Type.Object({ owner, storyId })

const condition = (description: string) => Type.Optional(Type.String({ description, examples: ['"7"'] }))
const WriteHeaders = Type.Object({
  'if-match': condition('Only if the story still has this ETag; `*` for any'),
  'if-none-match': condition('`*`: only if there is no such story'),
})

export const listStories = {
  operationId: 'listStories',
  summary: 'List the stories of an owner',
  description: 'In the order of their ids, by one key query; an owner without stories has an empty list.',
  tags,
  params: ownerParams,
  querystring: strictObject({
    ...pageQuery({ max: 500, default: 50 }),
    prefix: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 128,
        description: 'Only ids that begin like this',
        examples: ['12'],
      }),
    ),
    reverse: Type.Optional(Type.Boolean({ description: 'From the last id to the first', examples: [true] })),
  }),
  response: {
    200: jsonResponse(pageOf(one), {
      description: 'A page; `nextCursor` is null on the last one',
      headers: ['Link'],
      examples: { page: { items: [exampleStory], nextCursor: null } },
    }),
    ...problems(400, 406, 414, 429, 500, 503),
  },
}

export const createStory = {
  operationId: 'createStory',
  summary: 'Create a story',
  description: 'Stores a new story of the owner. Without a `storyId` it gets one.',
  tags,
  params: ownerParams,
  body: refTo<CreateStoryDto>('CreateStory'),
  response: {
    201: jsonResponse(one, { description: 'The story as stored', headers: ['Location', 'ETag'], examples }),
    ...problems(400, 406, 409, 413, 414, 415, 429, 500, 503),
  },
}

export const getStory = {
  operationId: 'getStory',
  summary: 'Get a story',
  description: 'One story by owner and id.',
  tags,
  params,
  headers: Type.Object({ 'if-none-match': condition('Answers 304 when the story still has this ETag') }),
  response: {
    200: jsonResponse(one, { description: 'The story', headers: ['ETag'], examples }),
    304: emptyResponse({ description: 'The client has this version already', headers: ['ETag'] }),
    ...problems(400, 404, 406, 414, 429, 500, 503),
  },
}

export const replaceStory = {
  operationId: 'replaceStory',
  summary: 'Create or replace a story',
  description:
    'Stores the whole story. `If-Match` makes it conditional on a version, `If-None-Match: *` on none.',
  tags,
  params,
  headers: WriteHeaders,
  body: refTo<ReplaceStoryDto>('ReplaceStory'),
  response: {
    200: jsonResponse(one, {
      description: 'The story that replaced the one before',
      headers: ['ETag'],
      examples,
    }),
    201: jsonResponse(one, { description: 'The new story', headers: ['ETag', 'Location'], examples }),
    ...problems(400, 406, 412, 413, 414, 415, 429, 500, 503),
  },
}

export const updateStory = {
  operationId: 'updateStory',
  summary: 'Change a story',
  description: 'A JSON merge patch (RFC 7396): members given are changed, null removes, the rest stays.',
  tags,
  consumes: ['application/merge-patch+json', 'application/json'],
  params,
  headers: WriteHeaders,
  body: refTo<PatchStoryDto>('PatchStory'),
  response: {
    200: jsonResponse(one, { description: 'The story as it is now', headers: ['ETag'], examples }),
    ...problems(400, 404, 406, 409, 412, 413, 414, 415, 429, 500, 503),
  },
}

export const deleteStory = {
  operationId: 'deleteStory',
  summary: 'Delete a story',
  description: 'Removes the story; with `If-Match`, only the version named.',
  tags,
  params,
  headers: WriteHeaders,
  response: {
    204: emptyResponse({ description: 'The story was there, and is gone' }),
    ...problems(400, 404, 406, 412, 413, 414, 415, 429, 500, 503),
  },
}
