import { expect, test } from "vitest";
import { html } from "@/lib/platform/markup";

test("escapes texts, in content and in attributes, and keeps markup and lists of it", () => {
  const name = `<img src=x onerror="alert('1')"> & co`;
  const list = [html`<li>1</li>`, html`<li>${"<2>"}</li>`];
  expect(html`<p title="${name}">${name}</p><ul>${list}</ul>${html`<br>`}`.markup).toBe(
    '<p title="&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt; &amp; co">' +
      "&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt; &amp; co</p><ul><li>1</li><li>&lt;2&gt;</li></ul><br>",
  );
});
