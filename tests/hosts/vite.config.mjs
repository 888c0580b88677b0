// Builds the pages of the frameworks, with their own compilers, below a path with a prefix.

import { svelte } from "@sveltejs/vite-plugin-svelte";
import vue from "@vitejs/plugin-vue";

export default {
  base: "/trust/apps/",
  logLevel: "warn",
  plugins: [vue({ template: { compilerOptions: { isCustomElement: (tag) => tag.startsWith("coplan-") } } }), svelte()],
  // As its own tools set them.
  define: { ngServerMode: "false", ngDevMode: "false", ngJitMode: "true" },
  oxc: { jsx: { runtime: "automatic" }, decorator: { legacy: true } },
  build: {
    target: "es2022",
    outDir: "../../target/hosts",
    emptyOutDir: true,
    chunkSizeWarningLimit: 2000,
    rolldownOptions: {
      input: ["react", "vue", "svelte", "angular"].map((name) => `apps/${name}.html`),
      // A file of its own, so that a test can keep it from a page.
      output: { codeSplitting: { groups: [{ name: "coplan", test: "node_modules/coplan/" }] } },
    },
  },
};
