export default defineNuxtConfig({
  compatibilityDate: "2026-11-01",
  telemetry: false,
  app: { head: { title: "A relapse plan", htmlAttrs: { lang: "en-GB" } } },
  vue: { compilerOptions: { isCustomElement: (tag) => tag.startsWith("coplan-") } },
  // RECORDS, where documents are kept, is the trust's own. Read when the server starts: NUXT_RECORDS.
  runtimeConfig: { records: "" },
});
