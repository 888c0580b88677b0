// jQuery, 1 to 4, hands on the event as `originalEvent`. A request that fails is rejected with its `status`; why, stands in `responseJSON`.

$("coplan-relapse-plan").on("coplan-save", ({ originalEvent: event }) => {
  const request = $.ajax(`/records/${event.id}`, {
    method: "PUT",
    contentType: "application/json",
    dataType: "json",
    data: JSON.stringify(event.document),
  });
  event.respondWith(
    Promise.resolve(request).catch(({ status, responseJSON }) => {
      throw { status, title: responseJSON?.title };
    }),
  );
});

$.getJSON("/records/ada").done((opened) => $("coplan-relapse-plan").prop("document", opened));
