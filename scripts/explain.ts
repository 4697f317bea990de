import { explainCommand } from './explain-command.ts'
import { runCommand } from './command-line.ts'

await runCommand(explainCommand)
