/**
 * Keeps standard output for what the command itself has to say: whatever else is written there, Medusa's log above all,
 * goes to standard error. Import this before anything that may write.
 */
const write = process.stdout.write.bind(process.stdout)
process.stdout.write = process.stderr.write.bind(process.stderr)

export function print(line: string): void {
  write(`${line}\n`)
}
