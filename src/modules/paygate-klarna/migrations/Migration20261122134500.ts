import { Migration } from "@medusajs/framework/mikro-orm/migrations"

export class Migration20261122134500 extends Migration {
  override async up(): Promise<void> {
    this.addSql(
      `alter table if exists "paygate_klarna_payment" add column if not exists "diverged_at" timestamptz null;`,
    )
    // When it was found is not known of what has diverged before: the last check is as near as it gets.
    this.addSql(`update "paygate_klarna_payment" set "diverged_at" = "updated_at" where "divergence" is not null;`)
    this.addSql(`drop index if exists "IDX_paygate_klarna_payment_expires_at";`)
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_paygate_klarna_payment_expiring" ON "paygate_klarna_payment" ("expires_at") WHERE state = 'authorized' and authorized_amount > captured_amount + released_amount AND deleted_at IS NULL;`,
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_paygate_klarna_payment_release_due_at" ON "paygate_klarna_payment" ("release_due_at") WHERE release_due_at is not null AND deleted_at IS NULL;`,
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_paygate_klarna_payment_diverged_at" ON "paygate_klarna_payment" ("diverged_at") WHERE diverged_at is not null AND deleted_at IS NULL;`,
    )
  }

  override async down(): Promise<void> {
    this.addSql(`drop index if exists "IDX_paygate_klarna_payment_expiring";`)
    this.addSql(`drop index if exists "IDX_paygate_klarna_payment_release_due_at";`)
    this.addSql(`drop index if exists "IDX_paygate_klarna_payment_diverged_at";`)
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_paygate_klarna_payment_expires_at" ON "paygate_klarna_payment" ("expires_at") WHERE expires_at is not null AND deleted_at IS NULL;`,
    )
    this.addSql(`alter table if exists "paygate_klarna_payment" drop column if exists "diverged_at";`)
  }
}
