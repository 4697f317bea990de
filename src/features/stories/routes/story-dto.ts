import { createSchema, patchSchema, responseSchema, timestamps } from '../../../common/http/entity-schemas.ts'
import { storyModel, type Story, type StoryInput } from '../model/story-table.ts'

/** A story as clients see it: no version (it is the ETag), no keys of the store. */
export class StoryDto implements Omit<Story, 'version'> {
  readonly owner: string
  readonly storyId: string
  readonly title: string
  readonly content: string
  readonly summary: string | null
  readonly createdAt: string
  readonly updatedAt: string

  private constructor(story: Story) {
    this.owner = story.owner
    this.storyId = story.storyId
    this.title = story.title
    this.content = story.content
    this.summary = story.summary
    this.createdAt = story.createdAt
    this.updatedAt = story.updatedAt
  }

  static fromModel(story: Story): StoryDto {
    return new StoryDto(story)
  }
}

export type CreateStoryDto = Omit<StoryInput, 'owner' | 'version' | 'createdAt' | 'updatedAt'>
export type ReplaceStoryDto = Omit<CreateStoryDto, 'storyId'>
export type PatchStoryDto = Partial<Pick<Story, 'title' | 'content' | 'summary'>>

const { owner: _owner, ...given } = storyModel.attributes
const { storyId: _storyId, ...writable } = given

export const StorySchema = responseSchema<StoryDto>(
  { ...storyModel.attributes, ...timestamps },
  { $id: 'Story', title: 'Story', description: 'A story of an owner' },
)

export const CreateStorySchema = createSchema<CreateStoryDto>(given, {
  $id: 'CreateStory',
  title: 'CreateStory',
  description: 'A new story; without an id it gets one',
  examples: [{ title: 'The Ferry', content: 'The ferryman never asked for the fare. He asked for news.' }],
})

export const ReplaceStorySchema = createSchema<ReplaceStoryDto>(writable, {
  $id: 'ReplaceStory',
  title: 'ReplaceStory',
  description: 'The whole story; its owner and id are those of the path',
})

export const PatchStorySchema = patchSchema<PatchStoryDto>(writable, {
  $id: 'PatchStory',
  title: 'PatchStory',
  description: 'JSON merge patch: members that are left out stay as they are, null removes',
  examples: [{ title: 'The Keeper of the Lighthouse' }],
})

export const exampleStory: StoryDto = StoryDto.fromModel({
  owner: 'johndoe',
  storyId: '1234',
  title: 'The Lighthouse',
  content: 'The keeper counted ships. One night a ship counted him.',
  summary: 'The keeper counted ships.',
  createdAt: '2026-11-20T18:20:36.547Z',
  updatedAt: '2026-11-20T18:20:36.547Z',
  version: 1,
})
