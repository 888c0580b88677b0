// Applications of frameworks that render pages on a server, each with the ports and the command that it is started by.

const records = Number(process.env.COPLAN_PORT ?? 8381);

/** Where all of them keep their documents, each under the name of its folder. */
export const RECORDS = `http://127.0.0.1:${records}`;

const FOLDERS: Record<string, { name: string; start: string }> = {
  "react-18": { name: "React 18 on a server", start: "node server.mjs" },
  "react-19": { name: "React 19 on a server", start: "node server.mjs" },
  next: { name: "Next.js", start: "node node_modules/next/dist/bin/next start --hostname 127.0.0.1" },
  sveltekit: { name: "SvelteKit", start: "node build" },
  nuxt: { name: "Nuxt", start: "node .output/server/index.mjs" },
  angular: { name: "Angular on a server", start: "node dist/server/server.mjs" },
  astro: { name: "Astro", start: "node dist/server/entry.mjs" },
};

/** Those that are tested; the server of the records has two ports of its own. */
export const APPS = Object.entries(FOLDERS)
  .map(([folder, app], at) => ({ folder, ...app, port: records + 2 + at }))
  .filter(({ folder }) => !process.env.COPLAN_APPS || process.env.COPLAN_APPS.split(",").includes(folder));
