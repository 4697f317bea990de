import type { RequestHandler } from './clients.ts'

/** The cases, by what they are about. */
export type CaseName =
  | 'index after add'
  | 'change or create'
  | 'letter case'
  | 'delimiter'
  | 'number order'
  | 'two-part index key'
  | 'half an item'
  | 'bad item'
  | 'batch of 60'
  | 'unprocessed'
  | 'filter and limit'
  | 'forged cursor'

/** One library of the comparison, ready to be pointed at a server. */
export interface Library {
  readonly name: string
  /** The package whose version is printed; undefined for ours. */
  readonly package: string | undefined
  /** The physical table it is given: see `physical-table.ts`. */
  readonly keys: 'generic' | 'own attributes'
  /** False for a client without models: it cannot know what a stored item should be. */
  readonly hasModel: boolean
  /** True where composed keys are functions that the caller writes, so that their encoding is the caller's. */
  readonly hasKeyFunctions?: boolean
  /** What stands between the parts of a composed key, where it is more than `#`. */
  readonly delimiter?: string
  /** What its documentation offers instead, where a case goes wrong as it is done here. */
  readonly instead?: Readonly<Partial<Record<CaseName, string>>>
  open(place: Place): Promise<Opened>
}

export interface Place {
  readonly endpoint: string
  readonly table: string
  /** Answers in place of the network; not every library lets it in. */
  readonly requestHandler?: RequestHandler
}

export interface Opened {
  readonly stories: Stories
  /** Absent in a library that leaves keys of several attributes to the caller. */
  readonly visits?: Visits
  readonly beds?: Beds
  close(): Promise<void>
}

export interface StoryKey {
  readonly owner: string
  readonly storyId: string
}

/** `status` is `draft` by default, `rank` and `views` 0. */
export interface NewStory extends StoryKey {
  readonly status?: 'draft' | 'live'
  readonly rank?: number
  readonly views?: number
  readonly note?: string
  readonly title?: string
  readonly email?: string
  readonly price?: number
  readonly isOpen?: boolean
  readonly tags?: string[]
  readonly publishedAt?: string
}

/** As a library gives it back: whatever it may be. */
export type Found = Readonly<Record<string, unknown>>

export type Range =
  { readonly eq: number } | { readonly gte: number } | { readonly between: readonly [number, number] }

export interface Page {
  readonly items: readonly Found[]
  /** What the library gives to go on with; absent after the last page. */
  readonly cursor: unknown
  /** How many stored items it reports as unreadable. */
  readonly rejected?: number
}

export interface PageRequest {
  readonly limit?: number
  readonly cursor?: unknown
  /** Only stories of this rank and over, which no key of the query serves. */
  readonly fromRank?: number
}

/** The same few operations, each by the means that the library's documentation gives for it. */
export interface Stories {
  /** Creates or replaces. */
  put(story: NewStory): Promise<void>
  get(key: StoryKey): Promise<Found | undefined>
  addToRank(key: StoryKey, by: number): Promise<void>
  /** Changes a story that is there. */
  changeNote(key: StoryKey, note: string): Promise<void>
  /** Changes a story, or creates it when there is none. */
  changeOrCreateNote(key: StoryKey, note: string): Promise<void>
  /** Sets the note of a story that is there and adds 1 to its views. */
  touch(key: StoryKey, note: string): Promise<void>
  /** All pages of the index: one status, in the order of ranks. */
  ofStatus(status: string, rank: Range): Promise<readonly Found[]>
  /** One page of an owner's stories. */
  page(owner: string, request: PageRequest): Promise<Page>
  /** `unfinished`: how many the library hands back for the caller to send again. */
  putMany(stories: readonly NewStory[]): Promise<{ readonly unfinished: number }>
  getMany(
    keys: readonly StoryKey[],
  ): Promise<{ readonly items: readonly Found[]; readonly unfinished: number }>
}

/** `status` and `day` together are the sort key of an index. */
export interface Visits {
  put(visit: { readonly id: string; readonly status: string; readonly day: string }): Promise<void>
  changeStatus(id: string, status: string): Promise<void>
  ofStatus(status: string, day: string): Promise<readonly Found[]>
}

/** `ward` and `bed` together are the sort key of the table. */
export interface Beds {
  put(bed: { readonly ward: string; readonly bed: string; readonly patient: string }): Promise<void>
  get(key: { readonly ward: string; readonly bed: string }): Promise<Found | undefined>
}
