import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { checkHealth, openTestSession } from "../../health"
import type { HealthResponse, TestSessionBody, TestSessionResponse } from "../../types/health"

export const checkHealthStep = createStep("check-paygate-klarna-health", async (_: void, { container }) => {
  const checks = await checkHealth(container)
  return new StepResponse<HealthResponse>({
    checks: checks.map(({ name, providerId, level, ...found }) => ({
      name,
      ok: level !== "error",
      level,
      ...found,
      provider_id: providerId,
    })),
  })
})

export const openTestSessionStep = createStep(
  "open-paygate-klarna-test-session",
  async ({ provider_id, country_code }: TestSessionBody, { container }) => {
    const { level, providerId, ...found } = await openTestSession(container, {
      providerId: provider_id,
      countryCode: country_code,
    })
    return new StepResponse<TestSessionResponse>({
      name: "test_session",
      ok: level !== "error",
      level,
      ...found,
      provider_id: providerId,
    })
  },
)
