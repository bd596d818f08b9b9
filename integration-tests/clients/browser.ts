/** What a shopper's browser does with redirects and forms, without one. */
import { ON_OWN_CONNECTION } from "./http"

/** The form of a page that posts itself. */
export interface PageForm {
  action: string
  fields: Record<string, string>
}

function unescape(text: string): string {
  return text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))).replace(/&amp;/g, "&")
}

/** Reads the only form of a page. */
export function readForm(html: string): PageForm {
  const action = /<form[^>]*action="([^"]*)"/.exec(html)?.[1]
  if (!action) {
    throw new Error("the page has no form")
  }
  const inputs = [...html.matchAll(/<input[^>]*name="([^"]*)"[^>]*value="([^"]*)"/g)]
  return {
    action: unescape(action),
    fields: Object.fromEntries(inputs.map(([, name, value]) => [unescape(name!), unescape(value!)])),
  }
}

/** Posts a form as a browser would, without following where it leads. */
export function submit({ action, fields }: PageForm): Promise<Response> {
  return fetch(action, {
    method: "POST",
    body: new URLSearchParams(fields),
    redirect: "manual",
    headers: ON_OWN_CONNECTION,
  })
}

/** Opens an address, without following where it leads. */
export function visit(url: string, fields: Record<string, string> = {}): Promise<Response> {
  const address = new URL(url)
  Object.entries(fields).forEach(([name, value]) => address.searchParams.set(name, value))
  return fetch(address, { redirect: "manual", headers: ON_OWN_CONNECTION })
}
