/** `GET /admin/paygate-klarna/regions/:id`: what Klarna can do in a region of Medusa's. */
export interface RegionResponse {
  /** Whether a provider of this plugin is enabled in the region. */
  is_enabled: boolean
  currency_code: string
  /** Whether every country of the region that Klarna serves pays in the region's currency. */
  currency_ok: boolean
  countries: {
    /** Lower case, as in Medusa. */
    country_code: string
    is_supported: boolean
    /** Why not. */
    reason?: "country_not_supported" | "country_without_account" | "currency_not_of_country"
  }[]
  /** What a shopper may be offered there, by Klarna's countries; empty where none is supported. */
  pay_types: ("pay_now" | "pay_later" | "pay_over_time" | "direct_debit" | "direct_bank_transfer")[]
}
