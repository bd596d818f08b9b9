/** Work of which so many may be done at a time, and what of it waits no longer than it has patience. */
export type InPlace = <Result>(work: () => Promise<Result>, patienceMs: number) => Promise<Result | undefined>

/** Lets as many work at a time as there are places; the others wait in line. Answers nothing for whose turn never came. */
export function createPlaces(count: number): InPlace {
  const waiting: (() => void)[] = []
  let free = count
  const comesUp = (patienceMs: number) =>
    new Promise<boolean>((resolve) => {
      const come = () => {
        clearTimeout(timer)
        resolve(true)
      }
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(come), 1)
        resolve(false)
      }, patienceMs)
      waiting.push(come)
    })
  return async (work, patienceMs) => {
    if (free > 0) {
      free -= 1
    } else if (!(await comesUp(patienceMs))) {
      return undefined
    }
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) {
        next()
      } else {
        free += 1
      }
    }
  }
}
