/** The books' name in Medusa's container, in a file of its own so that medusa-config can import it cheaply. */
export const PAYGATE_KLARNA_BOOKS = "paygateKlarnaBooks"
