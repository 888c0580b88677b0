export default defineEventHandler(async (event) => {
  const { records } = useRuntimeConfig(event);
  return (await fetch(`${records}/records/nuxt`)).json();
});
