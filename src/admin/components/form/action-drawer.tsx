import { Button, Drawer } from "@medusajs/ui"
import { useEffect, useRef, useState, type FormEvent, type ReactNode } from "react"
import { describeFailure } from "../../lib/failure"
import { useTexts } from "../../lib/texts"
import { Notice } from "../notice"
import { DrawerHeader } from "./drawer-header"

/** Where a drawer is begun: the form's first control, rather than the button that closes it. */
const CONTROL = "[role=radio][aria-checked=true], input:enabled, [role=combobox]"

/** What every action's drawer gets from the panel. */
export interface DrawerProps {
  onClose: () => void
  /** Where the focus was; the menu's item that opened the drawer is gone by then. */
  returnFocus: () => void
}

interface ActionDrawerProps extends DrawerProps {
  title: string
  description: string
  submitLabel: string
  /** Whether what stands in the form may be sent. */
  isValid: boolean
  isPending: boolean
  /** Of the last attempt. */
  error: Error | null
  onSubmit: () => void
  /** Problems are shown from the first attempt on. */
  children: (showsProblems: boolean) => ReactNode
}

/** A form beside the page, as the dashboard's own; nothing is sent while something in it is not valid. */
export function ActionDrawer({ onClose, title, description, submitLabel, isValid, ...props }: ActionDrawerProps) {
  const { isPending, error, onSubmit, returnFocus, children } = props
  const { t } = useTexts()
  const form = useRef<HTMLFormElement>(null)
  const [attempts, setAttempts] = useState(0)
  useEffect(() => {
    if (attempts > 0) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus()
  }, [attempts])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    // The drawer stands in the page's tree, whatever is around it must not be sent as well.
    event.stopPropagation()
    if (isPending) return
    if (isValid) onSubmit()
    else setAttempts(attempts + 1)
  }
  return (
    <Drawer open onOpenChange={(isOpen) => !isOpen && !isPending && onClose()}>
      <Drawer.Content
        onOpenAutoFocus={(event) => (
          event.preventDefault(),
          form.current?.querySelector<HTMLElement>(CONTROL)?.focus()
        )}
        onCloseAutoFocus={(event) => (event.preventDefault(), returnFocus())}
      >
        <form ref={form} noValidate onSubmit={submit} className="flex size-full flex-col overflow-hidden">
          <DrawerHeader title={title} description={description} />
          <Drawer.Body className="flex flex-1 flex-col gap-y-6 overflow-y-auto">
            {children(attempts > 0)}
            {error && <Notice variant="error">{describeFailure(error, t)}</Notice>}
          </Drawer.Body>
          <Drawer.Footer>
            <Drawer.Close asChild>
              <Button type="button" size="small" variant="secondary" disabled={isPending}>
                {t("general.cancel")}
              </Button>
            </Drawer.Close>
            <Button type="submit" size="small" isLoading={isPending}>
              {submitLabel}
            </Button>
          </Drawer.Footer>
        </form>
      </Drawer.Content>
    </Drawer>
  )
}
