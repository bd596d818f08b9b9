import { Migration } from "@medusajs/framework/mikro-orm/migrations"

export class Migration20261122144000 extends Migration {
  override async up(): Promise<void> {
    this.addSql(
      `alter table if exists "paygate_klarna_operation" add column if not exists "repeating_at" timestamptz null;`,
    )
    this.addSql(
      `alter table if exists "paygate_klarna_payment" add column if not exists "cancel_asked_at" timestamptz null;`,
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_paygate_klarna_payment_failed_steps" ON "paygate_klarna_payment" ("updated_at") WHERE failed_steps is not null AND deleted_at IS NULL;`,
    )
  }

  override async down(): Promise<void> {
    this.addSql(`drop index if exists "IDX_paygate_klarna_payment_failed_steps";`)
    this.addSql(`alter table if exists "paygate_klarna_operation" drop column if exists "repeating_at";`)
    this.addSql(`alter table if exists "paygate_klarna_payment" drop column if exists "cancel_asked_at";`)
  }
}
