import { Migration } from "@medusajs/framework/mikro-orm/migrations"

const STEPS =
  "'create_session', 'create_order', 'create_recurring_order', 'update_address', 'update_reference', 'update_order', 'capture', 'credit', 'reverse', 'resend_invoice'"

export class Migration20261122181500 extends Migration {
  override async up(): Promise<void> {
    this.allowKinds(`${STEPS}, 'inquire'`)
  }

  override async down(): Promise<void> {
    this.addSql(`delete from "paygate_klarna_operation" where "kind" = 'inquire';`)
    this.allowKinds(STEPS)
  }

  private allowKinds(kinds: string): void {
    this.addSql(
      `alter table if exists "paygate_klarna_operation" drop constraint if exists "paygate_klarna_operation_kind_check";`,
    )
    this.addSql(
      `alter table if exists "paygate_klarna_operation" add constraint "paygate_klarna_operation_kind_check" check ("kind" in (${kinds}));`,
    )
  }
}
