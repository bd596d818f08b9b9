/** One request to a Paygate script and how it was answered. */
export interface LoggedRequest {
  /** Counts from 1 since start or reset. */
  number: number
  /** ISO 8601, by the simulator's clock. */
  at: string
  script: string
  /** Name of the call, where it could be told. */
  call?: string | undefined
  /** Decrypted, MAC left out; by the declared spelling of the names where the call is known. */
  parameters: Readonly<Record<string, string>>
  /** The answer as decided, even where a scenario withheld it. */
  status?: string | undefined
  code?: string | undefined
  description?: string | undefined
  /** The ReqID was known: nothing was done again. */
  repeated?: boolean | undefined
  /** Kind of the scenario that played. */
  scenario?: string | undefined
}

/** The newest requests, oldest first; older ones fall out so that a long run does not fill the memory. */
export class RequestLog {
  private entries: LoggedRequest[] = []
  private count = 0

  constructor(private readonly size: number) {}

  /** Begins an entry; whoever answers the request completes it. */
  begin(at: number, script: string): LoggedRequest {
    const entry: LoggedRequest = { number: ++this.count, at: new Date(at).toISOString(), script, parameters: {} }
    this.entries.push(entry)
    if (this.entries.length > this.size) {
      this.entries.shift()
    }
    return entry
  }

  list(): readonly LoggedRequest[] {
    return [...this.entries]
  }

  clear(): void {
    this.entries = []
    this.count = 0
  }
}
