import { entitiesTable } from '../../../common/data/entities-table.ts'
import { defineModel } from '../../../common/data/model/model.ts'
import { email, normalEmail, userId } from './user-table.ts'

/** Whose an e-mail address is: written and deleted with the user, in one transaction, so that an address has one user. */
export const userEmailModel = defineModel({
  name: 'user-email',
  table: entitiesTable,
  attributes: { email, userId },
  key: { pk: 'EMAIL#{email}', sk: 'USER' },
  mutate: { email: normalEmail },
})
