import { Migration } from "@medusajs/framework/mikro-orm/migrations"

export class Migration20261122062003 extends Migration {
  override async up(): Promise<void> {
    this.addSql(
      `alter table if exists "paygate_klarna_carry_over" drop constraint if exists "paygate_klarna_carry_over_payment_session_id_unique";`,
    )
    this.addSql(
      `alter table if exists "paygate_klarna_carry_over" drop constraint if exists "paygate_klarna_carry_over_payment_collection_id_unique";`,
    )
    this.addSql(
      `create table if not exists "paygate_klarna_carry_over" ("id" text not null, "payment_id" text not null, "payment_collection_id" text not null, "payment_session_id" text null, "minor_amount" numeric not null, "raw_minor_amount" jsonb not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "paygate_klarna_carry_over_pkey" primary key ("id"));`,
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_paygate_klarna_carry_over_payment_id" ON "paygate_klarna_carry_over" ("payment_id") WHERE deleted_at IS NULL;`,
    )
    this.addSql(
      `CREATE UNIQUE INDEX IF NOT EXISTS "IDX_paygate_klarna_carry_over_payment_collection_id_unique" ON "paygate_klarna_carry_over" ("payment_collection_id") WHERE deleted_at IS NULL;`,
    )
    this.addSql(
      `CREATE UNIQUE INDEX IF NOT EXISTS "IDX_paygate_klarna_carry_over_payment_session_id_unique" ON "paygate_klarna_carry_over" ("payment_session_id") WHERE deleted_at IS NULL;`,
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_paygate_klarna_carry_over_deleted_at" ON "paygate_klarna_carry_over" ("deleted_at") WHERE deleted_at IS NULL;`,
    )

    this.addSql(
      `alter table if exists "paygate_klarna_carry_over" add constraint "paygate_klarna_carry_over_payment_id_foreign" foreign key ("payment_id") references "paygate_klarna_payment" ("id") on update cascade;`,
    )

    this.addSql(
      `alter table if exists "paygate_klarna_payment" add column if not exists "kept_at" timestamptz null, add column if not exists "release_due_at" timestamptz null, add column if not exists "next_check_at" timestamptz null, add column if not exists "checks" integer not null default 0, add column if not exists "divergence" jsonb null, add column if not exists "expiry_warned_at" timestamptz null, add column if not exists "expired_at" timestamptz null;`,
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_paygate_klarna_payment_next_check_at" ON "paygate_klarna_payment" ("next_check_at") WHERE next_check_at is not null AND deleted_at IS NULL;`,
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_paygate_klarna_payment_authorization_token_at" ON "paygate_klarna_payment" ("authorization_token_at") WHERE authorization_token is not null AND deleted_at IS NULL;`,
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_paygate_klarna_payment_expires_at" ON "paygate_klarna_payment" ("expires_at") WHERE expires_at is not null AND deleted_at IS NULL;`,
    )

    this.addSql(
      `alter table if exists "paygate_klarna_operation" add column if not exists "adopting_at" timestamptz null;`,
    )
    this.addSql(
      `alter table if exists "paygate_klarna_operation" alter column "request" type jsonb using ("request"::jsonb);`,
    )
    this.addSql(`alter table if exists "paygate_klarna_operation" alter column "request" drop not null;`)
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_paygate_klarna_operation_medusa_id" ON "paygate_klarna_operation" ("medusa_id") WHERE medusa_id is not null AND deleted_at IS NULL;`,
    )

    // What was open before there were checks gets its first one.
    this.addSql(
      `update "paygate_klarna_payment" set "next_check_at" = now() where "state" in ('opening', 'pending', 'authorized');`,
    )
  }

  override async down(): Promise<void> {
    this.addSql(`drop table if exists "paygate_klarna_carry_over" cascade;`)

    this.addSql(`drop index if exists "IDX_paygate_klarna_payment_next_check_at";`)
    this.addSql(`drop index if exists "IDX_paygate_klarna_payment_authorization_token_at";`)
    this.addSql(`drop index if exists "IDX_paygate_klarna_payment_expires_at";`)
    this.addSql(
      `alter table if exists "paygate_klarna_payment" drop column if exists "kept_at", drop column if exists "release_due_at", drop column if exists "next_check_at", drop column if exists "checks", drop column if exists "divergence", drop column if exists "expiry_warned_at", drop column if exists "expired_at";`,
    )

    this.addSql(`drop index if exists "IDX_paygate_klarna_operation_medusa_id";`)
    this.addSql(`alter table if exists "paygate_klarna_operation" drop column if exists "adopting_at";`)

    this.addSql(
      `alter table if exists "paygate_klarna_operation" alter column "request" type jsonb using ("request"::jsonb);`,
    )
    this.addSql(`alter table if exists "paygate_klarna_operation" alter column "request" set not null;`)
  }
}
