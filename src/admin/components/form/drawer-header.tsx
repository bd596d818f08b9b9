import { XMark } from "@medusajs/icons"
import { Drawer, IconButton, Kbd } from "@medusajs/ui"
import { useTexts } from "../../lib/texts"

/** What a drawer is for, and the way out of it: as `Drawer.Header`, whose button to close has no name. */
export function DrawerHeader({ title, description }: { title: string; description: string }) {
  const { t } = useTexts()
  return (
    <div className="flex items-start justify-between gap-x-4 border-b px-6 py-4">
      <div className="flex min-w-0 flex-col gap-y-1">
        <Drawer.Title>{title}</Drawer.Title>
        <Drawer.Description className="text-ui-fg-subtle txt-small text-pretty">{description}</Drawer.Description>
      </div>
      <div className="flex items-center gap-x-2">
        <Kbd aria-hidden className="max-sm:hidden">
          esc
        </Kbd>
        <Drawer.Close asChild>
          <IconButton type="button" size="small" variant="transparent" aria-label={t("general.close")}>
            <XMark />
          </IconButton>
        </Drawer.Close>
      </div>
    </div>
  )
}
