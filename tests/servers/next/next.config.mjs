import { fileURLToPath } from "node:url";

// The repository has more lock files than this folder's.
export default { turbopack: { root: fileURLToPath(new URL(".", import.meta.url)) } };
