import type { Page, PageOptions } from '../../../common/data/abstract-data-service.ts'
import type { DataContext } from '../../../common/data/data-context.ts'
import { TableDataService } from '../../../common/data/table-data-service.ts'
import { storyModel, type Story } from '../model/story-table.ts'
import { summaryOf } from '../model/summary.ts'

export interface StoriesOfOwner extends Pick<PageOptions, 'limit' | 'cursor'> {
  /** Only ids that begin like this. */
  readonly prefix?: string | undefined
  /** From the last id to the first. */
  readonly reverse?: boolean | undefined
}

export class StoryDataService extends TableDataService<typeof storyModel> {
  constructor(context: DataContext) {
    super(storyModel, context, {
      beforeSave: (story) => ({ ...story, summary: story.summary ?? summaryOf(story.content) }),
    })
  }

  /** The stories of one owner in the order of their ids: one key query, whatever else the table holds. */
  async ofOwner(owner: string, { prefix, ...options }: StoriesOfOwner = {}): Promise<Page<Story>> {
    return this.query({ owner, ...(prefix !== undefined && { storyId: { beginsWith: prefix } }) }, options)
  }
}
