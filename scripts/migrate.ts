import { migrations } from '../src/migrations.ts'
import { runCommand } from './command-line.ts'
import { migrateCommand } from './migrate-command.ts'

await runCommand((args) => migrateCommand(args, migrations))
