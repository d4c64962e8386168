// Without a file of its own Turbopack takes the store's, which finds it in a folder above.
export function register() {}
