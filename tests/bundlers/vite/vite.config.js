export default {
  // For the development server of Vite 5, 6 and 7. Building needs nothing, nor does Vite 8.
  optimizeDeps: { exclude: ["coplan"] },
};
