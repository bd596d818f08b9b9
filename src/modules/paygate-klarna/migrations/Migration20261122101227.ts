import { Migration } from "@medusajs/framework/mikro-orm/migrations"

export class Migration20261122101227 extends Migration {
  override async up(): Promise<void> {
    this.addSql(
      `alter table if exists "paygate_klarna_payment" add column if not exists "told_ref_nr" text null, add column if not exists "told_address_fingerprint" text null;`,
    )

    this.addSql(
      `alter table if exists "paygate_klarna_operation" add column if not exists "completes" boolean not null default false, add column if not exists "items" jsonb null, add column if not exists "note" text null, add column if not exists "fulfillment_id" text null;`,
    )
    this.addSql(
      `CREATE UNIQUE INDEX IF NOT EXISTS "IDX_paygate_klarna_operation_one_per_fulfillment" ON "paygate_klarna_operation" ("fulfillment_id") WHERE fulfillment_id is not null and state <> 'failed' and deleted_at is null;`,
    )
  }

  override async down(): Promise<void> {
    this.addSql(
      `alter table if exists "paygate_klarna_payment" drop column if exists "told_ref_nr", drop column if exists "told_address_fingerprint";`,
    )

    this.addSql(`drop index if exists "IDX_paygate_klarna_operation_one_per_fulfillment";`)
    this.addSql(
      `alter table if exists "paygate_klarna_operation" drop column if exists "completes", drop column if exists "items", drop column if exists "note", drop column if exists "fulfillment_id";`,
    )
  }
}
