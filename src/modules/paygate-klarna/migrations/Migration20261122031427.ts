import { Migration } from "@medusajs/framework/mikro-orm/migrations"

export class Migration20261122031427 extends Migration {
  override async up(): Promise<void> {
    this.addSql(
      `alter table if exists "paygate_klarna_payment" drop constraint if exists "paygate_klarna_payment_trans_id_unique";`,
    )
    this.addSql(
      `alter table if exists "paygate_klarna_payment" drop constraint if exists "paygate_klarna_payment_payment_session_id_unique";`,
    )
    this.addSql(
      `create table if not exists "paygate_klarna_payment" ("id" text not null, "provider_id" text not null, "payment_session_id" text not null, "state" text check ("state" in ('opening', 'open', 'pending', 'authorized', 'failed', 'canceled')) not null default 'opening', "trans_id" text not null, "pay_id" text null, "ref_nr" text null, "klarna_order_id" text null, "flow" text not null, "currency_code" text not null, "country_code" text not null, "language" text not null, "session_amount" numeric not null, "session_tax_amount" numeric not null, "lines_fingerprint" text not null, "addresses_fingerprint" text not null, "authorized_amount" numeric not null default 0, "captured_amount" numeric not null default 0, "refunded_amount" numeric not null default 0, "released_amount" numeric not null default 0, "authorization_token" text null, "authorization_token_at" timestamptz null, "redirect_url" text null, "expires_at" timestamptz null, "error_code" text null, "raw_session_amount" jsonb not null, "raw_session_tax_amount" jsonb not null, "raw_authorized_amount" jsonb not null default '{"value":"0","precision":20}', "raw_captured_amount" jsonb not null default '{"value":"0","precision":20}', "raw_refunded_amount" jsonb not null default '{"value":"0","precision":20}', "raw_released_amount" jsonb not null default '{"value":"0","precision":20}', "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "paygate_klarna_payment_pkey" primary key ("id"));`,
    )
    this.addSql(
      `CREATE UNIQUE INDEX IF NOT EXISTS "IDX_paygate_klarna_payment_payment_session_id_unique" ON "paygate_klarna_payment" ("payment_session_id") WHERE deleted_at IS NULL;`,
    )
    this.addSql(
      `CREATE UNIQUE INDEX IF NOT EXISTS "IDX_paygate_klarna_payment_trans_id_unique" ON "paygate_klarna_payment" ("trans_id") WHERE deleted_at IS NULL;`,
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_paygate_klarna_payment_deleted_at" ON "paygate_klarna_payment" ("deleted_at") WHERE deleted_at IS NULL;`,
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_paygate_klarna_payment_pay_id" ON "paygate_klarna_payment" ("pay_id") WHERE deleted_at IS NULL;`,
    )

    this.addSql(
      `create table if not exists "paygate_klarna_operation" ("id" text not null, "payment_id" text not null, "kind" text check ("kind" in ('create_session', 'create_order', 'create_recurring_order', 'update_address', 'update_reference', 'update_order', 'capture', 'credit', 'reverse', 'resend_invoice')) not null, "state" text check ("state" in ('started', 'succeeded', 'failed', 'unknown')) not null default 'started', "req_id" text null, "amount" numeric not null, "minor_amount" numeric not null, "medusa_id" text null, "code" text null, "message" text null, "xid" text null, "invoice_nr" text null, "duration_ms" integer null, "request" jsonb not null, "raw_amount" jsonb not null, "raw_minor_amount" jsonb not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "paygate_klarna_operation_pkey" primary key ("id"));`,
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_paygate_klarna_operation_payment_id" ON "paygate_klarna_operation" ("payment_id") WHERE deleted_at IS NULL;`,
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_paygate_klarna_operation_deleted_at" ON "paygate_klarna_operation" ("deleted_at") WHERE deleted_at IS NULL;`,
    )
    this.addSql(
      `CREATE UNIQUE INDEX IF NOT EXISTS "IDX_paygate_klarna_operation_one_open" ON "paygate_klarna_operation" ("payment_id") WHERE state in ('started', 'unknown') and deleted_at is null;`,
    )

    this.addSql(
      `alter table if exists "paygate_klarna_operation" add constraint "paygate_klarna_operation_payment_id_foreign" foreign key ("payment_id") references "paygate_klarna_payment" ("id") on update cascade;`,
    )
  }

  override async down(): Promise<void> {
    this.addSql(
      `alter table if exists "paygate_klarna_operation" drop constraint if exists "paygate_klarna_operation_payment_id_foreign";`,
    )

    this.addSql(`drop table if exists "paygate_klarna_payment" cascade;`)

    this.addSql(`drop table if exists "paygate_klarna_operation" cascade;`)
  }
}
