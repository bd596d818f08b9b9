/** What a check can find, in English: the message of the admin API, and what the dashboard translates. */
export const TEXTS = {
  options_valid: "All options are valid",
  key_with_blank: "A key begins or ends with a space. Copy blowfish_key and hmac_key again, without it",
  base_url_insecure: "base_url is plain HTTP. Use https, and remove allow_insecure_http",
  encryption_works: "{{cipher}} passes the published test values. Only Paygate knows whether the key is the right one",
  encryption_wrong: "Encrypting does not give what it should. Reinstall the dependencies of the package",
  encryption_fails: "Encrypting fails ({{error}}). Check blowfish_key and encryption",
  mac_works: "HMAC-SHA256 passes the published test values. Only Paygate knows whether the key is the right one",
  mac_wrong: "Signing does not give what it should. Reinstall the dependencies of the package",
  notify_not_sent:
    "Paygate cannot report to this machine, so backend_url is not sent: what is decided later is asked for by the job. Set it to the public address of the backend before going live",
  notify_on_this_machine: "Paygate reports to {{url}}, both being on this machine",
  notify_not_https: "Paygate reports to https on port 443 without a query only. Correct backend_url ({{url}})",
  notify_private:
    "{{host}} is an address of a private network, which Paygate cannot reach. Set backend_url to the public one",
  notify_public: "Paygate reports to {{url}}",
  paygate_answers: "Paygate at {{host}} answered within {{milliseconds}} ms",
  paygate_silent:
    "Paygate at {{host}} does not answer ({{error}}). Check base_url, and that the network allows outgoing connections to port 443",
  paygate_at_other_time:
    "Paygate at {{host}} answers, but its clock and this server’s are {{seconds}} seconds apart. Synchronize this server’s with NTP",
  plugin_missing:
    'The plugin is missing in medusa-config. Add { resolve: "medusa-payment-paygate-klarna", options: {} } to plugins',
  provider_missing:
    "The payment module has no Paygate provider. Add paygateKlarna({ providers: [...] }) to modules in medusa-config",
  registered: "Registered as a plugin, and as {{providers}}",
  dependencies_reached: "The payment module reaches what the provider needs",
  dependencies_missing: "The payment module cannot reach {{missing}}. Add dependencies: {{dependencies}} to its entry",
  regions_none:
    "No region offers Klarna. Enable the provider in the dashboard under Settings → Regions → Payment Providers",
  regions_unsuited:
    "Klarna cannot be used in any country of {{regions}}: none is served in the currency of the region. Remove the provider from it, or correct its currency and countries",
  regions_partly:
    "Klarna is not offered everywhere: {{regions}}. That is right for countries that Klarna does not serve; for the others, correct the region’s currency or the option account",
  regions_served: "Klarna is offered in {{regions}}",
  locks_shared: "Locks are shared between processes",
  locks_in_memory: "Locks are held in memory, which is right for a single process",
  locks_not_shared:
    "Locks are held in memory, while this store seems to run in several processes: concurrent requests are refused with operation_in_progress instead of waiting. Add @medusajs/medusa/locking-redis or locking-postgres",
  events_kept: "Events outlive the process",
  events_in_memory:
    "Events are kept in memory, and lost when the store stops: the job makes up for it within minutes. Add @medusajs/medusa/event-bus-redis before going live",
  clocks_agree: "The clocks of this server and of the database agree",
  clocks_apart:
    "The clocks of this server and of the database are {{seconds}} seconds apart. Synchronize both with NTP",
  not_checked: "This could not be checked ({{error}}). The server’s log says why",
  session_opened: "Klarna opened a session over {{amount}} {{currency}} in {{country}}. Nothing was charged",
  session_opened_for:
    "Klarna opened a session over {{amount}} {{currency}} in {{country}}, for {{pay_types}}. Nothing was charged",
  session_without_token:
    "Paygate answered, but without a session for the Klarna widget (over {{amount}} {{currency}} in {{country}}). Check that account is the one Computop has set up for Klarna",
  session_without_account:
    "No session over {{amount}} {{currency}} in {{country}}: the option account names none for this country. Add it",
  session_not_sent:
    "No session over {{amount}} {{currency}} in {{country}}: Paygate could not be reached. Check base_url, and that the network allows outgoing connections to port 443",
  session_not_answered:
    "No session over {{amount}} {{currency}} in {{country}}: Paygate did not answer. Try again in a moment",
  session_refused:
    "No session over {{amount}} {{currency}} in {{country}}. Check merchant_id, both keys, and that account is the one Computop has set up for Klarna. Answer: {{error}}",
} as const satisfies Record<string, string>

/** What a check has found; stable. */
export type CheckReason = keyof typeof TEXTS
