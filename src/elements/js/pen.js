// Drawing a signature. Strokes are kept as an SVG path in the box of the drawing, which has no pixels: turning the tablet
// or resizing the page moves nothing. Each stroke goes the way of anything typed, through the hidden control before it.

/** Follows pointer, pen or finger over a drawing anywhere in `root`. */
export function followPen(root) {
  let stroke;
  const at = (event) => {
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(stroke.inverse);
    return `${Math.round(x)} ${Math.round(y)}`;
  };
  const end = () => {
    if (!stroke) return;
    const { control, line } = stroke;
    stroke = undefined;
    control.value = line.getAttribute("d");
    control.dispatchEvent(new Event("input", { bubbles: true }));
  };
  root.addEventListener("pointerdown", (event) => {
    const pad = event.target.closest("svg.coplan-pad");
    const control = pad?.previousElementSibling;
    if (control?.type !== "hidden" || event.button !== 0 || control.disabled) return;
    end(); // A second finger ends what the first was drawing.
    event.preventDefault();
    pad.setPointerCapture(event.pointerId);
    const line = pad.firstElementChild;
    stroke = { pad, control, line, id: event.pointerId, inverse: pad.getScreenCTM().inverse() };
    line.setAttribute("d", `${control.value}M${at(event)}l0 0`);
  });
  root.addEventListener("pointermove", (event) => {
    if (event.pointerId !== stroke?.id) return;
    stroke.inverse = stroke.pad.getScreenCTM().inverse();
    const points = event.getCoalescedEvents().length ? event.getCoalescedEvents() : [event];
    stroke.line.setAttribute("d", `${stroke.line.getAttribute("d")}${points.map((point) => `L${at(point)}`).join("")}`);
  });
  for (const type of ["pointerup", "pointercancel", "lostpointercapture"]) root.addEventListener(type, end);
}
