export default {
  logLevel: "warn",
  oxc: { jsx: { runtime: "automatic" } },
};
