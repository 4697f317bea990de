import { Type } from '@sinclair/typebox'
import {
  createSchema,
  only,
  patchSchema,
  responseSchema,
  timestamps,
} from '../../../../common/http/entity-schemas.ts'
import { stringEnum } from '../../../../common/http/schema.ts'
import { userModel, type User, type UserInput } from '../../model/user-table.ts'

/** A user as clients see it: no version (it is the ETag), no keys of the store. */
export class UserDto implements Omit<User, 'version' | 'deletion'> {
  readonly userId: string
  readonly email: string
  readonly name: string
  readonly credit: number
  readonly status: 'active' | 'deleting'
  readonly createdAt: string
  readonly updatedAt: string

  private constructor(user: User) {
    this.userId = user.userId
    this.email = user.email
    this.name = user.name
    this.credit = user.credit
    this.status = user.deletion === null ? 'active' : 'deleting'
    this.createdAt = user.createdAt
    this.updatedAt = user.updatedAt
  }

  static fromModel(user: User): UserDto {
    return new UserDto(user)
  }
}

export type CreateUserDto = Pick<UserInput, 'userId' | 'email' | 'name'>
export type PatchUserDto = Partial<Pick<User, 'email' | 'name'>>

const { attributes } = userModel
const status = stringEnum(['active', 'deleting'], {
  description: '`deleting` from when a deletion has begun until the user is gone',
  examples: ['active'],
})

export const UserSchema = responseSchema<UserDto>(
  { ...only(attributes, 'userId', 'email', 'name', 'credit'), status, ...timestamps },
  { $id: 'User', title: 'User', description: 'Who has an account' },
)

export const CreateUserSchema = createSchema<CreateUserDto>(only(attributes, 'userId', 'email', 'name'), {
  $id: 'CreateUser',
  title: 'CreateUser',
  description: 'A new user, without credit; without an id it gets one',
  examples: [{ userId: 'janeroe', email: 'jane.roe@example.org', name: 'Jane Roe' }],
})

export const PatchUserSchema = patchSchema<PatchUserDto>(only(attributes, 'email', 'name'), {
  $id: 'PatchUser',
  title: 'PatchUser',
  description: 'JSON merge patch: members that are left out stay as they are',
  examples: [{ name: 'John F. Doe' }],
})

export interface DepositDto {
  readonly amount: number
}

export const DepositSchema = Type.Unsafe<DepositDto>(
  Type.Object(
    {
      amount: Type.Integer({
        minimum: 1,
        maximum: 100_000_000_000,
        description: 'What is added to the credit, in cents',
        examples: [12_500],
      }),
    },
    { $id: 'Deposit', title: 'Deposit', additionalProperties: false },
  ),
)

export const exampleUser: UserDto = UserDto.fromModel({
  userId: 'johndoe',
  email: 'john.doe@example.org',
  name: 'John Doe',
  credit: 12_500,
  deletion: null,
  createdAt: '2026-11-20T18:20:36.547Z',
  updatedAt: '2026-11-20T18:20:36.547Z',
  version: 1,
})
