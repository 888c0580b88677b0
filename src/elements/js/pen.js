// Drawing a signature. Strokes are kept as an SVG path in the box of the drawing, which has no pixels: turning the tablet
// or resizing the page moves nothing. Each stroke goes the way of anything typed, through the hidden control before it.
//
// A stroke belongs to its pointer: a hand that rests on the tablet draws nothing to where it lies.

import { listenTo } from "./listening.js";

/** A pen or finger that stays within this, in the box of 600 by 200, has tapped. */
const TAP = 6;

/** A contact of this many CSS pixels is the side of a hand. */
const HAND = 60;

/** So many milliseconds after a pen, what touches the drawing is the hand that holds it. */
const SOON = 1000;

/** Pointers that are let go off the page say so to nobody, unless they are captured. */
const ENDS = ["pointerup", "pointercancel", "lostpointercapture"];

/** Follows pointer, pen or finger over a drawing anywhere in `root`. `own` makes changes of ours to the nodes of the form. */
export function followPen(root, own) {
  let stroke;
  let pen = -Infinity; // when one was last heard of

  const isHand = ({ pointerType, width, height, timeStamp }) =>
    pointerType === "touch" && (Math.max(width, height) > HAND || timeStamp - pen < SOON);

  const draw = (path) => own(() => stroke.line.setAttribute("d", path));

  const begin = (event, pad, control) => {
    const to = boxOf(pad);
    if (!to) return;
    try {
      pad.setPointerCapture(event.pointerId);
    } catch {
      // The pointer has gone already, or is a script's: it is followed while it is over the drawing.
    }
    const { pointerId: id, pointerType: type } = event;
    const from = to(event);
    stroke = { pad, control, id, type, line: pad.firstElementChild, before: control.value, from, tap: true };
    draw(`${control.value}M${from.join(" ")}l0 0`);
  };

  const end = (whole = true) => {
    const { control, line, before, tap } = stroke;
    // A tap is a dot of something that was drawn, and no signature by itself.
    if (!whole || !control.isConnected || (tap && !before)) draw(control.value);
    else {
      own(() => (control.value = line.getAttribute("d")));
      control.dispatchEvent(new Event("input", { bubbles: true }));
    }
    stroke = undefined;
  };

  listenTo(root, "pointerdown", (event) => {
    const pad = event.target.closest("svg.coplan-pad");
    const control = pad?.previousElementSibling;
    if (control?.type !== "hidden" || event.button !== 0 || control.disabled) return;
    event.preventDefault();
    if (event.pointerType === "pen") pen = event.timeStamp;
    if (isHand(event)) return;
    // The first of its kind can only begin when the one before has ended, heard or not. A pen knows better than the hand
    // that holds it.
    if (stroke?.type === event.pointerType && event.isPrimary) end();
    else if (stroke?.type === "touch" && event.pointerType === "pen") end(false);
    if (!stroke) begin(event, pad, control);
  });
  listenTo(root, "pointermove", (event) => {
    if (event.pointerType === "pen") pen = event.timeStamp;
    if (event.pointerId !== stroke?.id) return;
    // It lies down only by and by.
    if (isHand(event)) return end(false);
    const to = boxOf(stroke.pad);
    if (!to) return;
    // Missing over plain HTTP, and on iPadOS before 18.2.
    const points = event.getCoalescedEvents?.() ?? [];
    const path = (points.length ? points : [event]).map(to);
    if (path.some(([x, y]) => Math.hypot(x - stroke.from[0], y - stroke.from[1]) > TAP)) stroke.tap = false;
    draw(`${stroke.line.getAttribute("d")}${path.map(([x, y]) => `L${x} ${y}`).join("")}`);
  });
  for (const type of ENDS) {
    listenTo(root, type, ({ pointerId, pointerType }) => {
      // A touch that the system takes back was a palm, or a gesture of its own.
      if (pointerId === stroke?.id) end(type !== "pointercancel" || pointerType !== "touch");
    });
  }
}

/** From a place in the window to one in the box of the drawing; nothing while it is not on screen. */
function boxOf(pad) {
  const { a, b, c, d, e, f } = pad.getScreenCTM() ?? {};
  const size = a * d - b * c;
  if (!size) return undefined;
  return ({ clientX, clientY }) => {
    const [x, y] = [clientX - e, clientY - f];
    return [Math.round((d * x - c * y) / size), Math.round((a * y - b * x) / size)];
  };
}
