import { migrateCommand } from '../../scripts/migrate-command.ts'
import { runCommand } from '../../scripts/command-line.ts'
import { migrations } from './passengers-to-come.ts'

/* `npm run migrate` as it will be when passengers have got another shape. */

await runCommand((args) => migrateCommand(args, migrations))
