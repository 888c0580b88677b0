export default defineEventHandler(async (event) => {
  const { records } = useRuntimeConfig(event);
  const body = await readRawBody(event);
  return fetch(`${records}/records/nuxt`, { method: "PUT", headers: { "Content-Type": "application/json" }, body });
});
