import type { Metadata } from "next";
import { headers } from "next/headers";
import { ShopHeader } from "@/app/shop-header";
import { CONTENT_ID } from "@/components/layout/skip-link";
import { ApiReader } from "./api-reader";

export const metadata: Metadata = {
  title: "API reference",
  description: "Every endpoint of the account API, made of what the handlers declare.",
};

/* For developers: in English only, whatever the language of the pages. */
export default async function DocsPage() {
  // The policy's nonce is of each request.
  await headers();
  return (
    <>
      <ShopHeader wide />
      <main
        id={CONTENT_ID}
        tabIndex={-1}
        lang="en"
        dir="ltr"
        className="mx-auto min-h-dvh max-w-[90rem] px-2 pb-20 outline-none sm:px-4"
      >
        <ApiReader url="/api/openapi.json" />
      </main>
    </>
  );
}
