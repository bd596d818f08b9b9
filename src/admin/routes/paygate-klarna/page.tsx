import { defineRouteConfig } from "@medusajs/admin-sdk"
import { Klarna } from "@medusajs/icons"
import { AttentionTable } from "../../components/attention-table"

const OverviewPage = () => {
  return <AttentionTable />
}
export default OverviewPage

export const config = defineRouteConfig({ label: "menu.overview", translationNs: "paygateKlarna", icon: Klarna })

export const handle = { breadcrumb: () => "Klarna" }
