import { defineRouteConfig } from "@medusajs/admin-sdk"
import { Container, Heading, Text } from "@medusajs/ui"
import { HealthChecks } from "../../../components/health-checks"
import { TestSession } from "../../../components/test-session"
import { useTexts } from "../../../lib/texts"

const SettingsPage = () => {
  const { t } = useTexts()
  return (
    <div className="flex flex-col gap-y-3">
      <Container className="px-6 py-4">
        <Heading>{t("settings.title")}</Heading>
        <Text size="small" className="text-ui-fg-subtle text-pretty">
          {t("settings.description")}
        </Text>
      </Container>
      <HealthChecks />
      <TestSession />
    </div>
  )
}
export default SettingsPage

export const config = defineRouteConfig({ label: "menu.settings", translationNs: "paygateKlarna" })

export const handle = { breadcrumb: () => "Klarna" }
