import type { PaygateKlarnaBooks } from "../../src/modules/paygate-klarna"

/** When a call of the books fails: before it has done anything, or after it was committed. */
export type Moment = "before" | "after"

/** The books with a database that fails: at one call only, or at that call and ever after, as when the process dies. */
export class FailingBooks {
  private calls = 0
  hasFailed = false
  readonly books: PaygateKlarnaBooks

  constructor(
    books: PaygateKlarnaBooks,
    private readonly at: number,
    private readonly moment: Moment,
    private readonly forGood = false,
  ) {
    this.books = new Proxy(books, {
      get: (target, name) => {
        const method: unknown = Reflect.get(target, name)
        return typeof method === "function"
          ? (...args: unknown[]) => this.call((): unknown => Reflect.apply(method, target, args))
          : method
      },
    })
  }

  private async call(work: () => unknown): Promise<unknown> {
    this.calls += 1
    const failsNow = this.calls === this.at || (this.forGood && this.calls > this.at)
    this.hasFailed ||= failsNow
    if (failsNow && (this.moment === "before" || this.calls > this.at)) {
      throw new Error("the database has gone")
    }
    const result = await work()
    if (failsNow) {
      throw new Error("the database has gone")
    }
    return result
  }
}
