// A page whose scripts are AMD modules: `coplan.classic.js` is none, and needs no `shim`.

require.config({ paths: { coplan: "/coplan/coplan.classic", jquery: "/modules/jquery/dist/jquery" } });

require(["jquery", "coplan"], function ($) {
  var form = $("coplan-abuse-question");

  form.on("coplan-save", function (event) {
    var save = event.originalEvent;
    save.respondWith(fetch("/documents/amd", { method: "PUT", body: JSON.stringify(save.document) }));
  });

  $.getJSON("/documents/amd").done(function (opened) {
    form.prop("document", opened);
  });
});
