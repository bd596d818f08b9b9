/** A refusal by the plugin's routes. */
export class RequestError extends Error {
  constructor(
    message: string,
    /** The plugin's own stable code or Paygate's; nothing when Medusa itself refused. */
    readonly code: string | undefined,
    /** Of the HTTP answer. */
    readonly status: number,
  ) {
    super(message)
  }
}
