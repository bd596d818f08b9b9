/**
 * Settings that Medusa reads while its modules are being imported: import this before anything of Medusa.
 */
process.env.MEDUSA_DISABLE_TELEMETRY = "true"
process.env.LOG_LEVEL ??= "warn"
// "production" would ask for https to log in, "development" would serve the dashboard from a Vite server.
delete process.env.NODE_ENV
