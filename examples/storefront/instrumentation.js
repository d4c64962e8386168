// Inside the account's clone Turbopack would take the account's, which it finds in a folder above: leave this out elsewhere.
export function register() {}
