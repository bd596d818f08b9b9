import { Migration } from "@medusajs/framework/mikro-orm/migrations"

export class Migration20261122064725 extends Migration {
  override async up(): Promise<void> {
    this.addSql(
      `alter table if exists "paygate_klarna_payment" drop constraint if exists "paygate_klarna_payment_page_token_unique";`,
    )
    this.addSql(
      `alter table if exists "paygate_klarna_notification" drop constraint if exists "paygate_klarna_notification_digest_unique";`,
    )
    this.addSql(
      `create table if not exists "paygate_klarna_notification" ("id" text not null, "provider_id" text not null, "payment_id" text not null, "digest" text not null, "trans_id" text not null, "pay_id" text null, "xid" text null, "status" text not null, "code" text not null, "is_signed" boolean not null, "authorization_token" text null, "attempts" integer not null default 0, "next_attempt_at" timestamptz null, "processed_at" timestamptz null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "paygate_klarna_notification_pkey" primary key ("id"));`,
    )
    this.addSql(
      `CREATE UNIQUE INDEX IF NOT EXISTS "IDX_paygate_klarna_notification_digest_unique" ON "paygate_klarna_notification" ("digest") WHERE deleted_at IS NULL;`,
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_paygate_klarna_notification_deleted_at" ON "paygate_klarna_notification" ("deleted_at") WHERE deleted_at IS NULL;`,
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_paygate_klarna_notification_payment_id" ON "paygate_klarna_notification" ("payment_id") WHERE deleted_at IS NULL;`,
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_paygate_klarna_notification_next_attempt_at" ON "paygate_klarna_notification" ("next_attempt_at") WHERE next_attempt_at is not null AND deleted_at IS NULL;`,
    )

    this.addSql(
      `alter table if exists "paygate_klarna_payment" add column if not exists "page_token" text null, add column if not exists "return_url" text null, add column if not exists "visits" jsonb null;`,
    )
    this.addSql(
      `CREATE UNIQUE INDEX IF NOT EXISTS "IDX_paygate_klarna_payment_page_token_unique" ON "paygate_klarna_payment" ("page_token") WHERE deleted_at IS NULL;`,
    )
  }

  override async down(): Promise<void> {
    this.addSql(`drop table if exists "paygate_klarna_notification" cascade;`)

    this.addSql(`drop index if exists "IDX_paygate_klarna_payment_page_token_unique";`)
    this.addSql(
      `alter table if exists "paygate_klarna_payment" drop column if exists "page_token", drop column if exists "return_url", drop column if exists "visits";`,
    )
  }
}
