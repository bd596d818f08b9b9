import { createWorkflow, WorkflowResponse, type WorkflowData } from "@medusajs/framework/workflows-sdk"
import { updateAddressStep, type AddressInput } from "./steps/merchant"
import { readPaymentStep } from "./steps/read-payment"

/**
 * Tells Klarna of a changed billing or shipping address, before anything is captured (UCA): those given, or the order's as
 * they stand. The order in Medusa stays as it is. Moves no money.
 */
export const updateAddressWorkflow = createWorkflow(
  "update-paygate-klarna-address-workflow",
  (input: WorkflowData<AddressInput>) => new WorkflowResponse(readPaymentStep(updateAddressStep(input))),
)
