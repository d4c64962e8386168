import path from "node:path";
import { defineConfig } from "vite";

/* Bundles <shop-account> into public/shop-account.js, a script that pages of any framework, or of none, load. */

export default defineConfig({
  build: {
    lib: { entry: path.join(import.meta.dirname, "shop-account.ts"), formats: ["iife"], name: "shopAccount" },
    rolldownOptions: { output: { entryFileNames: "shop-account.js" } },
    outDir: path.resolve(import.meta.dirname, "../../public"),
    emptyOutDir: false,
    copyPublicDir: false,
    target: "es2022",
  },
});
