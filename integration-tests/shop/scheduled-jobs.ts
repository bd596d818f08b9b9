import { WorkflowScheduler } from "@medusajs/framework/orchestration"

/**
 * Keeps the store's scheduled jobs from starting by themselves. Tests let time pass and run them; one that is at its
 * work already has taken on what is due, and would not be done when the test looks.
 */
export async function stopScheduledJobs(): Promise<void> {
  await new WorkflowScheduler().clear()
}
