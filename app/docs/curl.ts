import type { Operation } from "@/app/docs/reference";

const INLINE_MAX = 48;

/**
 * The request by curl, ready to be pasted into a shell. `$TOKEN` and `$CSRF` are set as the guide says.
 *
 * @param shop where the store is, without a slash at the end
 */
export function curlText(operation: Operation, shop: string): string {
  const { method, proof, csrf, usesCookies, request, params } = operation;
  const path = Object.entries(params).reduce(
    (text, [name, { example }]) => text.replace(`{${name}}`, example),
    operation.path,
  );
  const query = operation.query?.find(({ name }) => name === "to") ? "?to=+905551234555" : "";
  const options: string[] = [];
  if (usesCookies) options.push("-b cookies.txt -c cookies.txt");
  if (proof === "token or session") options.push('-H "Authorization: Token $TOKEN"');
  if (proof === "signature") options.push('-H "X-Signature: t=$TIME,v1=$SIGNATURE"');
  if (proof === "none" && csrf) options.push('-H "X-CSRFToken: $CSRF"');
  if (request) {
    const data = proof === "signature" ? '"$BODY"' : `'${jsonText(request)}'`;
    options.push('-H "Content-Type: application/json"', `-d ${data}`);
  }
  // curl makes a POST of whatever has data.
  const verb = method === "GET" || (method === "POST" && request) ? "" : `-X ${method} `;
  const command = [`curl ${verb}"${shop}${path}${query}"`, ...options].join(" \\\n  ");
  return proof === "signature" ? [...signing(request), command].join("\n") : command;
}

function signing(request: Operation["request"]): string[] {
  return [
    `BODY='${JSON.stringify(request)}'`,
    "TIME=$(date +%s)",
    `SIGNATURE=$(printf '%s.%s' "$TIME" "$BODY" |`,
    `  openssl dgst -sha256 -hmac "$SECRET" | sed 's/.* //')`,
  ];
}

/** JSON on one line where it fits, else a line for each key. */
export function jsonText(value: unknown): string {
  const pretty = JSON.stringify(value, null, 2);
  const line = pretty.replaceAll(/\n\s*/g, " ");
  return line.length <= INLINE_MAX ? line : pretty;
}
