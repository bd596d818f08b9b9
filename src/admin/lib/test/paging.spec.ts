import { lastOffset } from "../paging"

describe("the last page of a list", () => {
  it.each([
    [0, 0],
    [1, 0],
    [20, 0],
    [21, 20],
    [40, 20],
    [41, 40],
  ])("of %i entries, 20 on a page, begins at %i", (count, offset) => {
    expect(lastOffset({ count, limit: 20 })).toBe(offset)
  })
})
