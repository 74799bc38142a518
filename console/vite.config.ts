// Builds the pages into the Python package, which serves them: nobody needs node to run them.
import { defineConfig } from "vite";

export default defineConfig({
  base: "./", // the server may stand under a path of a proxy
  publicDir: false,
  worker: { format: "es" },
  build: {
    outDir: "../governance/web/static",
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0, // the content policy allows no font and no script from a data: URL
    modulePreload: false, // its polyfill is an inline script
    license: { fileName: "LICENSES.md" },
    chunkSizeWarningLimit: 4096,
    rolldownOptions: {
      input: "graphiql.html",
      checks: { moduleLevelDirective: false }, // "use client" says nothing here
    },
  },
});
