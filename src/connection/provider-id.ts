/** The provider's static identifier; Medusa makes provider ids of it: `pp_paygate-klarna_eu`. */
export const PROVIDER_IDENTIFIER = "paygate-klarna"
