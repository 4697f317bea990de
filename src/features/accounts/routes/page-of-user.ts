import type { Page } from '../../../common/data/abstract-data-service.ts'
import type { UserDataService } from '../service/users/user-data-service.ts'
import { userNotFound } from './account-problems.ts'

interface PageRequest {
  readonly params: { readonly userId: string }
  readonly query: { readonly cursor?: string | undefined }
}

/** A page of what a user has. Only where it is the first and empty is the user looked up: there may be none. */
export async function pageOfUser<T>(
  users: UserDataService,
  { params: { userId }, query: { cursor } }: PageRequest,
  read: (userId: string) => Promise<Page<T>>,
): Promise<Page<T>> {
  const page = await read(userId)
  if (page.items.length === 0 && cursor === undefined && !(await users.get(userId)))
    throw userNotFound(userId)
  return page
}
