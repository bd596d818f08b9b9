import { Migration } from "@medusajs/framework/mikro-orm/migrations"

export class Migration20261122133500 extends Migration {
  override async up(): Promise<void> {
    this.addSql(
      `alter table if exists "paygate_klarna_operation" add column if not exists "created_by" text null, add column if not exists "request_fingerprint" text null;`,
    )
  }

  override async down(): Promise<void> {
    this.addSql(
      `alter table if exists "paygate_klarna_operation" drop column if exists "created_by", drop column if exists "request_fingerprint";`,
    )
  }
}
