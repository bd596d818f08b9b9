import { bringBack } from "../../../bring-back"

/** Where the shopper's browser comes back from Klarna's hosted page; which address it was says nothing. */
export { bringBack as GET, bringBack as POST }
