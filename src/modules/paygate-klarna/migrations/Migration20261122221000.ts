import { Migration } from "@medusajs/framework/mikro-orm/migrations"

export class Migration20261122221000 extends Migration {
  override async up(): Promise<void> {
    this.addSql(
      `alter table if exists "paygate_klarna_operation" add column if not exists "untold_at" timestamptz null;`,
    )
  }

  override async down(): Promise<void> {
    this.addSql(`alter table if exists "paygate_klarna_operation" drop column if exists "untold_at";`)
  }
}
