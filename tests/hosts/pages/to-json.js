// What a page may have that was made twenty years ago: arrays that become text in JSON, and events made by a function.

Array.prototype.toJSON = function () {
  return "[" + Array.prototype.join.call(this, ", ") + "]";
};

(function () {
  var Own = window.Event;
  window.Event = function (type, how) {
    var event = document.createEvent("Event");
    event.initEvent(type, !!(how && how.bubbles), !!(how && how.cancelable));
    return event;
  };
  window.Event.prototype = Own.prototype;
})();
