import { createHttpClient, HttpError } from "./http"

/** What Klarna's widget would give the browser; only the simulator has a door for it. */
export async function authorizeAtKlarna(paygateUrl: string, clientToken: string): Promise<string> {
  try {
    const { authorization_token } = await createHttpClient(paygateUrl).post<{ authorization_token: string }>(
      "simulator/klarna/authorize",
      { client_token: clientToken },
    )
    return authorization_token
  } catch (error) {
    if (error instanceof HttpError && error.status === 404) {
      throw new Error(
        "This Paygate is no simulator, so nobody can confirm at Klarna but a shopper in a browser. " +
          "Run `npm run store` and pay there, or unset PAYGATE_BASE_URL.",
      )
    }
    throw error
  }
}
