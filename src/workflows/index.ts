export { forgetLeftoversWorkflow } from "./forget-leftovers"
export { keepAuthorizationTokenWorkflow } from "./keep-authorization-token"
