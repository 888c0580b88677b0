// What the page around a form may say when it is asked to save. A team tries each, and sees what the person is told.

/** Each with what it is called, and what it answers to a `coplan-save`. */
export const ANSWERS = {
  saved: ["has stored it", (event) => event.respondWith(Promise.resolve({ revision: (event.document.revision ?? 0) + 1 }))],
  refused: ["refuses: 503", (event) => event.respondWith(status(503))],
  conflict: ["says that someone else changed it: 409", (event) => event.respondWith(status(409))],
  failed: ["does not reach its server", (event) => event.respondWith(Promise.reject(new TypeError("Failed to fetch")))],
  late: ["says nothing for 30 seconds", (event) => event.respondWith(new Promise(() => {}))],
  unanswered: ["does not listen", () => {}],
};

function status(status) {
  return Promise.resolve(new Response(null, { status }));
}
