import { EllipsisHorizontal } from "@medusajs/icons"
import { DropdownMenu, IconButton, Tooltip, clx } from "@medusajs/ui"
import { Fragment, useRef, type ReactNode, type RefObject } from "react"
import { useTexts } from "../../lib/texts"

export interface MenuAction {
  label: string
  icon: ReactNode
  /** Why it cannot be done now; `null` when it can. */
  reason: string | null
  /** Whether it opens a dialog, which takes the focus and gives it back itself. */
  opensDialog: boolean
  run: () => void
}

interface ActionMenuProps {
  groups: readonly (readonly MenuAction[])[]
  isPending: boolean
  button: RefObject<HTMLButtonElement>
}

/** All that can be done; what cannot be done now stays reachable and tells why. */
export function ActionMenu({ groups, isPending, button }: ActionMenuProps) {
  const { t } = useTexts()
  // The menu is gone later than a dialog is there, and must not take the focus from it then.
  const hasOpened = useRef(false)
  const runAction = ({ opensDialog, run }: MenuAction) => {
    hasOpened.current = opensDialog
    run()
  }
  return (
    <DropdownMenu onOpenChange={(isOpen) => isOpen && (hasOpened.current = false)}>
      <DropdownMenu.Trigger asChild>
        <IconButton
          ref={button}
          size="small"
          variant="transparent"
          aria-label={t("panel.actions")}
          isLoading={isPending}
        >
          <EllipsisHorizontal />
        </IconButton>
      </DropdownMenu.Trigger>
      <DropdownMenu.Content align="end" onCloseAutoFocus={(event) => hasOpened.current && event.preventDefault()}>
        {groups.map((actions, index) => (
          <Fragment key={index}>
            {index > 0 && <DropdownMenu.Separator />}
            {actions.map((action) => (
              <MenuItem key={action.label} {...action} run={() => runAction(action)} />
            ))}
          </Fragment>
        ))}
      </DropdownMenu.Content>
    </DropdownMenu>
  )
}

function MenuItem({ label, icon, reason, run }: Omit<MenuAction, "opensDialog">) {
  const item = (
    <DropdownMenu.Item
      className={clx("gap-x-2", reason === null ? "[&_svg]:text-ui-fg-subtle" : "!text-ui-fg-disabled")}
      {...(reason === null ? {} : { "aria-disabled": true, "aria-description": reason })}
      onSelect={(event) => (reason === null ? run() : event.preventDefault())}
    >
      {icon}
      {label}
    </DropdownMenu.Item>
  )
  return reason === null ? (
    item
  ) : (
    <Tooltip content={reason} side="left">
      {item}
    </Tooltip>
  )
}
