import { defineWidgetConfig } from "@medusajs/admin-sdk"
import { RegionPanel } from "../components/region-panel"

/** Whether Klarna can be offered in the region. */
const KlarnaRegion = ({ data }: { data: { id: string } }) => {
  return <RegionPanel id={data.id} />
}
export default KlarnaRegion

export const config = defineWidgetConfig({ zone: "region.details", id: "paygate-klarna-region" })
