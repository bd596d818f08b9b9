import { Migration } from "@medusajs/framework/mikro-orm/migrations"

export class Migration20261122133000 extends Migration {
  override async up(): Promise<void> {
    this.addSql(
      `alter table if exists "paygate_klarna_payment" add column if not exists "failed_checks" integer not null default 0, add column if not exists "failed_steps" jsonb null;`,
    )

    this.addSql(`drop index if exists "IDX_paygate_klarna_operation_one_per_fulfillment";`)
    this.addSql(
      `CREATE UNIQUE INDEX IF NOT EXISTS "IDX_paygate_klarna_operation_one_per_fulfillment" ON "paygate_klarna_operation" ("payment_id", "fulfillment_id") WHERE fulfillment_id is not null and state <> 'failed' and deleted_at is null;`,
    )
  }

  override async down(): Promise<void> {
    this.addSql(
      `alter table if exists "paygate_klarna_payment" drop column if exists "failed_checks", drop column if exists "failed_steps";`,
    )

    this.addSql(`drop index if exists "IDX_paygate_klarna_operation_one_per_fulfillment";`)
    this.addSql(
      `CREATE UNIQUE INDEX IF NOT EXISTS "IDX_paygate_klarna_operation_one_per_fulfillment" ON "paygate_klarna_operation" ("fulfillment_id") WHERE fulfillment_id is not null and state <> 'failed' and deleted_at is null;`,
    )
  }
}
